import { ts } from '../syntax/compiler.ts'
import { skipWrappers } from '../syntax/source-index.ts'
import { branchesOf } from './branches.ts'
import { truth, verdictsOf } from './conditions.ts'
import { sourceOf, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { holeName } from './hole-names.ts'
import { concatenate, named } from './texts.ts'
import { numberOf, outcome, withGuards } from './outcomes.ts'
import { unknown, type Env, type Outcome, type Value } from './value.ts'

export function evaluateBinary(context: Context, node: ts.BinaryExpression, env: Env): Outcome[] {
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
export function withFallback(left: readonly Outcome[], fallback: () => Outcome[], isOr = false): Outcome[] {
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

export function evaluateConditional(context: Context, node: ts.ConditionalExpression, env: Env): Outcome[] {
  const known = truth(context, node.condition, env)
  if (known !== null) return evaluate(context, known ? node.whenTrue : node.whenFalse, env)
  // `x ? x : y` is `x || y`.
  if (isSameText(node.condition, node.whenTrue))
    return withFallback(evaluate(context, node.whenTrue, env), () => evaluate(context, node.whenFalse, env))
  const ensuring = ensuringBranch(node)
  if (ensuring) return evaluate(context, ensuring, env)
  const each = verdictsOf(context, node.condition, env)
  // Asked of the items of a list one by one it is decided.
  if (each.length > 1 && each.every(({ holds }) => holds !== null))
    return each.flatMap(({ holds, guards }) =>
      withGuards(evaluate(context, holds === true ? node.whenTrue : node.whenFalse, env), guards),
    )
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

export function evaluatePrefix(context: Context, node: ts.PrefixUnaryExpression, env: Env): Outcome[] {
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
