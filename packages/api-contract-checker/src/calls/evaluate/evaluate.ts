import { ts } from '../syntax/compiler.ts'
import { isFunctionNode, isWithin, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'
import { argumentsOf, callValue, construct } from './calls.ts'
import { dependOn, maxDepth, sourceOf, type Context } from './context.ts'
import { elementOf } from './entries.ts'
import { holeName } from './hole-names.ts'
import { memberOf } from './members.ts'
import { evaluateModule } from './module-values.ts'
import { evaluateName } from './names.ts'
import { evaluateBinary, evaluateConditional, evaluatePrefix } from './operators.ts'
import { evaluateTemplate } from './texts.ts'
import { evaluateThis, superMember } from './this-value.ts'
import { combine, distinct, outcome } from './outcomes.ts'
import { text, undefinedValue, unknown, type Env, type Outcome, type Value } from './value.ts'

/**
 * Everything that an expression can be, as far as reading the source tells. What only exists at run time is a hole with
 * a name; nothing is ever guessed. `env` holds the arguments of the calls that are being looked into.
 */
export function evaluate(context: Context, expression: ts.Expression, env: Env): Outcome[] {
  const node = skipWrappers(expression)
  const memo = env === null ? context.memo : (env.memo ??= new Map())
  const known = memo.get(node)
  if (known && !isFlowing(context, node)) return known
  if (context.depth >= maxDepth || context.budget <= 0) {
    dependOn(context, 0)
    return [outcome(unknown({ name: holeName(node) }))]
  }
  const begun = env === null ? context.active.get(node) : undefined
  if (begun !== undefined) {
    dependOn(context, begun)
    return [outcome(unknown({ name: holeName(node) }))]
  }
  context.budget--
  const depth = ++context.depth
  const outer = context.lowest
  context.lowest = Infinity
  if (env === null) context.active.set(node, depth)
  try {
    const found = distinct(evaluateNode(context, node, env))
    // Nothing at all would silence whatever it is a part of; a list that is empty here is filled at run time.
    const outcomes = found.length > 0 ? found : [outcome(unknown({ name: holeName(node) }))]
    if (context.lowest >= depth) memo.set(node, outcomes)
    return outcomes
  } finally {
    context.depth--
    context.lowest = context.lowest >= depth ? outer : Math.min(outer, context.lowest)
    if (env === null) context.active.delete(node)
  }
}

/** Whether a node sees a variable as it is for the moment, and not as was found when the node was read by itself. */
function isFlowing({ flowing }: Context, node: ts.Node): boolean {
  return flowing.some(({ within }) => within !== null && isWithin(node, within))
}

function evaluateNode(context: Context, node: ts.Expression, env: Env): Outcome[] {
  if (ts.isStringLiteralLike(node)) return [outcome(text(node.text))]
  if (ts.isIdentifier(node)) return evaluateName(context, node, env)
  if (ts.isTemplateExpression(node)) return evaluateTemplate(context, node, env)
  if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return superMember(context, node, env)
  if (ts.isPropertyAccessExpression(node))
    return memberOf(context, evaluate(context, node.expression, env), node.name.text, node)
  if (ts.isElementAccessExpression(node))
    return elementOf(
      context,
      evaluate(context, node.expression, env),
      evaluate(context, node.argumentExpression, env),
      node,
    )
  if (ts.isCallExpression(node)) return evaluateCall(context, node, env)
  if (ts.isBinaryExpression(node)) return evaluateBinary(context, node, env)
  if (ts.isConditionalExpression(node)) return evaluateConditional(context, node, env)
  if (ts.isObjectLiteralExpression(node)) return [outcome({ kind: 'object', sources: [{ literal: node, env }] })]
  if (ts.isArrayLiteralExpression(node))
    return [outcome({ kind: 'array', elements: argumentsOf(context, node.elements, env) })]
  if (isFunctionNode(node)) return [outcome({ kind: 'function', node: node as FunctionNode, env, self: null })]
  if (ts.isClassExpression(node)) return [outcome({ kind: 'class', node, env })]
  if (ts.isNewExpression(node)) return construct(context, node, env)
  if (ts.isNumericLiteral(node)) return [outcome({ kind: 'literal', value: Number(node.text) })]
  if (ts.isRegularExpressionLiteral(node)) return [outcome({ kind: 'literal', value: toRegExp(node.text) })]
  if (ts.isTaggedTemplateExpression(node)) return evaluate(context, node.template, env)
  if (ts.isPrefixUnaryExpression(node)) return evaluatePrefix(context, node, env)
  if (ts.isMetaProperty(node)) return [outcome({ kind: 'builtin', name: 'import.meta', receiver: null })]
  if (ts.isTypeOfExpression(node)) return evaluate(context, node.expression, env).map(typeName)
  if (ts.isVoidExpression(node)) return [outcome(undefinedValue)]
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return evaluateThis(context, node, env)
    case ts.SyntaxKind.TrueKeyword:
      return [outcome({ kind: 'literal', value: true })]
    case ts.SyntaxKind.FalseKeyword:
      return [outcome({ kind: 'literal', value: false })]
    case ts.SyntaxKind.NullKeyword:
      return [outcome({ kind: 'literal', value: null })]
    default:
      return [outcome(unknown({ name: holeName(node) }))]
  }
}

/** `typeof x`, where the source tells. */
function typeName({ value, guards }: Outcome): Outcome {
  switch (value.kind) {
    case 'text':
      return outcome(text('string'), guards)
    case 'literal':
      return outcome(text(typeof value.value), guards)
    case 'function':
    case 'class':
    case 'sender':
      return outcome(text('function'), guards)
    case 'object':
    case 'array':
    case 'instance':
    case 'url':
      return outcome(text('object'), guards)
    default:
      return outcome(unknown({ name: 'type' }), guards)
  }
}

function toRegExp(source: string): RegExp | undefined {
  const end = source.lastIndexOf('/')
  try {
    return new RegExp(source.slice(1, end), source.slice(end + 1))
  } catch {
    return undefined
  }
}

function evaluateCall(context: Context, node: ts.CallExpression, env: Env): Outcome[] {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments
    if (specifier && ts.isStringLiteralLike(specifier))
      return [outcome(evaluateModule(context, sourceOf(node), specifier.text, '*'))]
    return [outcome(unknown({ name: 'module' }))]
  }
  const args = argumentsOf(context, node.arguments, env)
  return distinct(
    evaluate(context, node.expression, env).flatMap(({ value, guards }) =>
      callValue(context, value, args, node).flatMap((result) => joined(result, guards)),
    ),
  )
}

function joined(result: Outcome, guards: Outcome['guards']): Outcome[] {
  return guards.size === 0
    ? [result]
    : combine([[outcome(undefinedValue, guards)], [result]], (values) => values[1] as Value)
}
