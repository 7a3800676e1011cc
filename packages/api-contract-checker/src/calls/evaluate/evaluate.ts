import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { isFunctionNode, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'
import { callValue, argumentsOf, construct } from './calls.ts'
import { conditionKey, truth } from './conditions.ts'
import { maxDepth, sourceOf, type Context } from './context.ts'
import { memberOf, elementOf } from './members.ts'
import { evaluateName, evaluateModule } from './names.ts'
import { holeName, isIdName } from './hole-names.ts'
import { evaluateThis, superMember } from './instances.ts'
import {
  combine,
  distinct,
  outcome,
  plainText,
  text,
  toParts,
  undefinedValue,
  unknown,
  withGuard,
  type Env,
  type Outcome,
  type Part,
  type Value,
} from './value.ts'

/**
 * Everything that an expression can be, as far as reading the source tells. What only exists at run time is a hole with
 * a name; nothing is ever guessed. `env` holds the arguments of the calls that are being looked into.
 */
export function evaluate(context: Context, expression: ts.Expression, env: Env): Outcome[] {
  const node = skipWrappers(expression)
  if (env === null) {
    const known = context.memo.get(node)
    if (known) return known
  }
  if (context.depth >= maxDepth || context.budget <= 0 || (env === null && context.active.has(node)))
    return [outcome(unknown({ name: holeName(node) }))]
  context.budget--
  context.depth++
  if (env === null) context.active.add(node)
  try {
    const found = distinct(evaluateNode(context, node, env))
    // Nothing at all would silence whatever it is a part of; a list that is empty here is filled at run time.
    const outcomes = found.length > 0 ? found : [outcome(unknown({ name: holeName(node) }))]
    if (env === null && context.budget > 0) context.memo.set(node, outcomes)
    return outcomes
  } finally {
    context.depth--
    if (env === null) context.active.delete(node)
  }
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

function evaluateTemplate(context: Context, node: ts.TemplateExpression, env: Env): Outcome[] {
  const lists: Outcome[][] = [[outcome(text(node.head.text))]]
  for (const span of node.templateSpans) {
    lists.push(named(evaluate(context, span.expression, env), span.expression), [outcome(text(span.literal.text))])
  }
  return concatenate(lists)
}

/** Text of several pieces, every combination of their outcomes. */
export function concatenate(lists: readonly (readonly Outcome[])[]): Outcome[] {
  return combine(lists, (values) => text(...values.flatMap((value): readonly Part[] => toParts(value))))
}

/** `let kind` that every branch sets is not meant to be without a value inside of a text. */
function meant(outcomes: readonly Outcome[]): readonly Outcome[] {
  const given = outcomes.filter(({ value }) => !(value.kind === 'literal' && (value.value ?? null) === null))
  return given.some(({ value }) => value.kind === 'text') ? given : outcomes
}

/** Values that have a text of their own; an object or a function inside of a URL is something that only a run knows. */
const writable: ReadonlySet<Value['kind']> = new Set(['text', 'literal', 'url', 'query', 'unknown'])

/** Gives values that exist only at run time the name by which the source calls them. */
export function named(outcomes: readonly Outcome[], expression: ts.Expression): Outcome[] {
  const name = holeName(skipWrappers(expression))
  return meant(outcomes).map(({ value, guards }) => {
    // `getLesson(42)` asks for a lesson by its id: what is given is an example, not a part of the path.
    if (isExample(value, expression)) return outcome(unknown({ name, type: isNumber(value) ? 'number' : null }), guards)
    if (value.kind === 'unknown' && isVague(value.hole.name))
      return outcome({ kind: 'unknown', hole: { ...value.hole, name } }, guards)
    // `${undefined}` is never meant: what was not found is known only at run time.
    if (value.kind === 'literal' && typeof value.value !== 'number') return outcome(unknown({ name }), guards)
    return outcome(writable.has(value.kind) ? value : unknown({ name }), guards)
  })
}

function isExample(value: Value, expression: ts.Expression): boolean {
  const isId = isNumber(value) || (plainText(value) !== null && isIdName(holeName(skipWrappers(expression))))
  return isId && isParameterName(expression)
}

function isNumber(value: Value): boolean {
  const plain = plainText(value)
  return plain !== null && /^\d+$/.test(plain)
}

function isParameterName(expression: ts.Expression): boolean {
  const node = skipWrappers(expression)
  return ts.isIdentifier(node) && resolveName(node.text, node)?.kind === 'parameter'
}

function isVague(name: string): boolean {
  return name === 'value' || name === 'result' || name === 'data'
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

function evaluateBinary(context: Context, node: ts.BinaryExpression, env: Env): Outcome[] {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return concatenate([
        named(evaluate(context, node.left, env), node.left),
        named(evaluate(context, node.right, env), node.right),
      ])
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return withFallback(evaluate(context, node.left, env), () => evaluate(context, node.right, env))
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const known = truth(context, node.left, env)
      if (known === false) return evaluate(context, node.left, env)
      const right = evaluate(context, node.right, env)
      return known === true ? right : [...right, outcome({ kind: 'literal', value: undefined })]
    }
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return evaluate(context, node.right, env)
    default: {
      const known = truth(context, node, env)
      return [outcome(known === null ? unknown({ name: 'condition' }) : { kind: 'literal', value: known })]
    }
  }
}

/** `a ?? b`, `a || b`: what the environment may override counts as the default that stands in the source. */
function withFallback(left: readonly Outcome[], fallback: () => Outcome[]): Outcome[] {
  const kept = left.filter(({ value }) => {
    if (value.kind === 'literal') return value.value !== undefined && value.value !== null && value.value !== false
    if (value.kind === 'text') return value.parts.length > 0
    return !(value.kind === 'unknown' && value.hole.kind === 'environment')
  })
  const decided = kept.length === left.length && left.every(({ value }) => value.kind !== 'unknown')
  if (decided) return kept
  const right = fallback()
  // A run-time value with a default in the source: `options.client ?? client` is the client that is known.
  const open = kept.filter(({ value }) => value.kind === 'unknown')
  if (open.length === 0) return [...kept, ...right]
  const isText = right.every(({ value }) => value.kind === 'text' || value.kind === 'literal')
  if (!isText)
    return right.some(({ value }) => value.kind !== 'unknown')
      ? [...kept.filter(({ value }) => value.kind !== 'unknown'), ...right]
      : [...kept, ...right]
  // `slug ?? ''`: an id that may be missing is an id. `base ?? '/api'`: the default is the address.
  const isAddress = right.some(
    ({ value }) =>
      value.kind === 'text' && typeof value.parts[0] === 'string' && /^(?:\/|https?:)/.test(value.parts[0]),
  )
  if (!isAddress) return kept
  const dependsOnCaller = open.some(({ value }) => value.kind === 'unknown' && value.hole.kind !== 'value')
  return dependsOnCaller ? [...kept, ...right] : [...kept.filter(({ value }) => value.kind !== 'unknown'), ...right]
}

function evaluateConditional(context: Context, node: ts.ConditionalExpression, env: Env): Outcome[] {
  const known = truth(context, node.condition, env)
  if (known !== null) return evaluate(context, known ? node.whenTrue : node.whenFalse, env)
  // `x ? x : y` is `x || y`.
  if (isSameText(node.condition, node.whenTrue))
    return withFallback(evaluate(context, node.whenTrue, env), () => evaluate(context, node.whenFalse, env))
  const ensuring = ensuringBranch(node)
  if (ensuring) return evaluate(context, ensuring, env)
  const { key, branch } = conditionKey(node.condition)
  return [
    ...withGuard(evaluate(context, node.whenTrue, env), key, branch),
    ...withGuard(evaluate(context, node.whenFalse, env), key, branch === 'yes' ? 'no' : 'yes'),
  ]
}

/** `x.endsWith('/') ? x : x + '/'`: either way it ends with a slash, so the branch that adds it says what comes out. */
function ensuringBranch({ condition, whenTrue, whenFalse }: ts.ConditionalExpression): ts.Expression | null {
  const outer = skipWrappers(condition)
  const isNegated = ts.isPrefixUnaryExpression(outer) && outer.operator === ts.SyntaxKind.ExclamationToken
  const call = isNegated ? skipWrappers(outer.operand) : outer
  if (!ts.isCallExpression(call)) return null
  const callee = skipWrappers(call.expression)
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:ends|starts)With$/.test(callee.name.text)) return null
  const [kept, extended] = isNegated ? [whenFalse, whenTrue] : [whenTrue, whenFalse]
  return isSameText(callee.expression, kept) ? extended : null
}

function isSameText(a: ts.Expression, b: ts.Expression): boolean {
  const source = sourceOf(a)
  return skipWrappers(a).getText(source) === skipWrappers(b).getText(source)
}

function evaluatePrefix(context: Context, node: ts.PrefixUnaryExpression, env: Env): Outcome[] {
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    const known = truth(context, node, env)
    return [outcome(known === null ? unknown({ name: 'condition' }) : { kind: 'literal', value: known })]
  }
  const [operand] = evaluate(context, node.operand, env)
  if (
    node.operator === ts.SyntaxKind.MinusToken &&
    operand?.value.kind === 'literal' &&
    typeof operand.value.value === 'number'
  )
    return [outcome({ kind: 'literal', value: -operand.value.value })]
  if (node.operator === ts.SyntaxKind.PlusToken && operand?.value.kind === 'unknown')
    return [outcome({ kind: 'unknown', hole: { ...operand.value.hole, type: 'number' } })]
  return [outcome(unknown({ name: holeName(node.operand), type: 'number' }))]
}
