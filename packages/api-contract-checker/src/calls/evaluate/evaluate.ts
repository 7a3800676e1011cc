import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { isFunctionNode, isWithin, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'
import { callValue, argumentsOf, construct } from './calls.ts'
import { branchesOf } from './branches.ts'
import { truth } from './conditions.ts'
import { dependOn, maxDepth, sourceOf, type Context } from './context.ts'
import { memberOf, elementOf } from './members.ts'
import { evaluateName, evaluateModule } from './names.ts'
import { holeName, isIdName } from './hole-names.ts'
import { evaluateThis, superMember } from './instances.ts'
import {
  combine,
  distinct,
  numberOf,
  outcome,
  plainText,
  text,
  toParts,
  undefinedValue,
  unknown,
  withGuards,
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
      return sum(context, summands(node), env)
    case ts.SyntaxKind.BarBarToken:
      return withFallback(evaluate(context, node.left, env), () => evaluate(context, node.right, env), true)
    case ts.SyntaxKind.QuestionQuestionToken: {
      const left = evaluate(context, node.left, env)
      // An empty text is a value to `??`, and none to `||`.
      if (left.every(({ value }) => value.kind === 'text')) return left
      return withFallback(left, () => evaluate(context, node.right, env))
    }
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
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
      return [outcome(calculated(context, node, env))]
    default: {
      const known = truth(context, node, env)
      return [outcome(known === null ? unknown({ name: 'condition' }) : { kind: 'literal', value: known })]
    }
  }
}

/** `page - 1`: a number, which mostly only a run knows. */
function calculated(context: Context, { left, right, operatorToken }: ts.BinaryExpression, env: Env): Value {
  const [a, b] = [left, right].map((side) => numberOf(evaluate(context, side, env)))
  if (a === undefined || b === undefined) return unknown({ name: holeName(left), type: 'number' })
  switch (operatorToken.kind) {
    case ts.SyntaxKind.MinusToken:
      return { kind: 'literal', value: a - b }
    case ts.SyntaxKind.AsteriskToken:
      return { kind: 'literal', value: a * b }
    case ts.SyntaxKind.SlashToken:
      return { kind: 'literal', value: a / b }
    default:
      return { kind: 'literal', value: a % b }
  }
}

/** A text of its pieces; of numbers alone a number. */
function sum(context: Context, pieces: readonly ts.Expression[], env: Env): Outcome[] {
  const values = pieces.map((one) => evaluate(context, one, env))
  const numbers = values.map((one) => numberOf(one))
  if (numbers.every((one) => one !== undefined))
    return [outcome({ kind: 'literal', value: numbers.reduce((total, one) => total + one, 0) })]
  const first = pieces[0] as ts.Expression
  const isNumeric = values.every((one, index) => numbers[index] !== undefined || one.every(isRunTime))
  // `page + 1`
  if (isNumeric && numbers.some((one) => one !== undefined))
    return [outcome(unknown({ name: holeName(first), type: 'number' }))]
  return concatenate(values.map((one, index) => named(one, pieces[index] as ts.Expression)))
}

function isRunTime({ value }: Outcome): boolean {
  return value.kind === 'unknown' && (value.hole.kind === 'value' || value.hole.type === 'number')
}

/** `a`, `b`, `c` of `a + b + c`: a long sum is no deep one. */
function summands(node: ts.BinaryExpression): ts.Expression[] {
  const found: ts.Expression[] = []
  let at: ts.Expression = node
  for (; ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.PlusToken; at = skipWrappers(at.left))
    found.push(at.right)
  return [at, ...found.toReversed()]
}

/** `a ?? b`, `a || b`: what the environment may override counts as the default that stands in the source. */
function withFallback(left: readonly Outcome[], fallback: () => Outcome[], isOr = false): Outcome[] {
  const kept = left.filter(({ value }) => {
    if (value.kind === 'literal') return (value.value ?? false) !== false && !(isOr && value.value === 0)
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
  const { yes, no } = branchesOf(context, node.condition, env)
  return [
    ...withGuards(evaluate(context, node.whenTrue, env), yes),
    ...withGuards(evaluate(context, node.whenFalse, env), no),
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
