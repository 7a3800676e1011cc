import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { isFunctionNode, skipWrappers } from '../syntax/source-index.ts'
import { sourceOf, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { joinGuards, numberOf } from './outcomes.ts'
import { frameOf, plainText, type Env, type Guards, type Hole, type Outcome, type Value } from './value.ts'

/** What a condition comes to where the source decides it; `null` where only a run does. */
export function truth(context: Context, expression: ts.Expression, env: Env): boolean | null {
  const node = skipWrappers(expression)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return negate(truth(context, node.operand, env))
  if (ts.isBinaryExpression(node)) return truthOfBinary(context, node, env)
  const outcomes = evaluate(context, node, env)
  if (isGiven(outcomes, node, env)) return true
  const verdicts = new Set(outcomes.map(({ value }) => truthOfValue(value)))
  const [only] = verdicts
  return verdicts.size === 1 && only !== undefined ? only : null
}

function negate(known: boolean | null): boolean | null {
  return known === null ? null : !known
}

function truthOfBinary(context: Context, node: ts.BinaryExpression, env: Env): boolean | null {
  const operator = node.operatorToken.kind
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
    const decisive = operator === ts.SyntaxKind.BarBarToken
    const left = truth(context, node.left, env)
    if (left === decisive) return decisive
    const right = truth(context, node.right, env)
    if (right === decisive) return decisive
    return left === null || right === null ? null : !decisive
  }
  const equality = equalities.get(operator)
  if (!equality) return compared(context, node, env)
  const same = sameValue(context, node, equality, env)
  return equality.isNegated ? negate(same) : same
}

/** `url.indexOf('?') > -1`, `path.length >= 1`. */
function compared(context: Context, { left, right, operatorToken }: ts.BinaryExpression, env: Env): boolean | null {
  const [a, b] = [left, right].map((side) => numberOf(evaluate(context, side, env)))
  if (a === undefined || b === undefined) return null
  switch (operatorToken.kind) {
    case ts.SyntaxKind.GreaterThanToken:
      return a > b
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return a >= b
    case ts.SyntaxKind.LessThanToken:
      return a < b
    case ts.SyntaxKind.LessThanEqualsToken:
      return a <= b
    default:
      return null
  }
}

/**
 * Whether a condition only asks if the caller gave something, and it did: `if (id) url += id` of a helper that is called
 * with an id. What the caller itself may have been left without stays open.
 */
function isGiven(outcomes: readonly Outcome[], node: ts.Expression, env: Env): boolean {
  if (env === null || !isBoundParameter(node, env)) return false
  return outcomes.every(({ value }) => {
    if (value.kind !== 'unknown') return truthOfValue(value) === true
    // What a caller gives need not have every member.
    return ts.isIdentifier(skipWrappers(node)) && !isOptional(value.hole)
  })
}

/** A parameter itself, or a piece of one, that what hangs on the condition then puts to use. */
function isBoundParameter(node: ts.Expression, env: Env): boolean {
  let root = skipWrappers(node)
  while (ts.isPropertyAccessExpression(root)) root = skipWrappers(root.expression)
  if (!ts.isIdentifier(root)) return false
  const declaration = resolveName(root.text, root)
  const frame = declaration?.kind === 'parameter' ? frameOf(env, declaration.function) : null
  // Where nobody is seen to call it, nobody gives anything for sure.
  return frame?.site !== undefined && isPutToUse(skipWrappers(node))
}

/**
 * `id ? `/${id}` : ''`, `if (id) url += id`, `if (!id) return list`: asks whether there is anything to put in, other than
 * `isDraft ? '/drafts/' : '/lessons/'`, and other than one of several ways (`if (org) return …; if (team) return …`).
 */
function isPutToUse(node: ts.Expression): boolean {
  const source = sourceOf(node)
  const used = node.getText(source)
  let at: ts.Node = node
  let isNegated = false
  for (; ts.isExpression(at.parent) && !ts.isConditionalExpression(at.parent); at = at.parent)
    if (ts.isPrefixUnaryExpression(at.parent)) isNegated = !isNegated
  const { parent } = at
  if (ts.isConditionalExpression(parent)) {
    if (at !== parent.condition) return true
    const [given, missing] = isNegated ? [parent.whenFalse, parent.whenTrue] : [parent.whenTrue, parent.whenFalse]
    return mentions(given, used, source) && !isOtherPath(missing, given, source)
  }
  if (ts.isIfStatement(parent) && at === parent.expression) {
    if (isNegated) return true
    return mentions(parent.thenStatement, used, source) && !returnsPath(parent.thenStatement)
  }
  return true
}

function mentions(node: ts.Node, name: string, source: ts.SourceFile): boolean {
  return node.getText(source).includes(name)
}

/** Whether the other branch is an address of its own, and not the same one without its end. */
function isOtherPath(missing: ts.Expression, given: ts.Expression, source: ts.SourceFile): boolean {
  const head = headOf(skipWrappers(missing))
  return head !== null && head !== '' && !given.getText(source).includes(head)
}

function headOf(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  return ts.isTemplateExpression(node) ? node.head.text : null
}

/** Whether a branch ends with an address of its own. */
function returnsPath(node: ts.Statement): boolean {
  if (ts.isBlock(node)) return node.statements.some(returnsPath)
  const returned = ts.isReturnStatement(node) && node.expression ? headOf(skipWrappers(node.expression)) : null
  return returned !== null && returned !== ''
}

function isOptional({ kind, name, owner }: Hole): boolean {
  if (kind !== 'parameter' || !owner || !isFunctionNode(owner)) return false
  return owner.parameters.some(
    (parameter) =>
      ts.isIdentifier(parameter.name) &&
      parameter.name.text === name &&
      (parameter.questionToken ?? parameter.initializer) !== undefined,
  )
}

function sameValue(
  context: Context,
  { left, right }: ts.BinaryExpression,
  equality: Equality,
  env: Env,
): boolean | null {
  const [a, ...moreA] = evaluate(context, left, env)
  const [b, ...moreB] = evaluate(context, right, env)
  if (!a || !b || moreA.length > 0 || moreB.length > 0) return null
  const [x, y] = [primitive(a.value), primitive(b.value)]
  // `id !== null` of a value that was given.
  if (x === undefined && y && (y.is === null || y.is === undefined) && isGiven([a], left, env)) return false
  return x === undefined || y === undefined ? null : areEqual(x, y, equality)
}

/** Wrapped, so that `undefined` as a value and "not known" stay apart. */
interface Primitive {
  is: unknown
}

function areEqual(x: Primitive, y: Primitive, { isLoose }: Equality): boolean {
  // `x != null` asks for both of them.
  return isLoose && (x.is ?? null) === null ? (y.is ?? null) === null : x.is === y.is
}

function primitive(value: Value): Primitive | undefined {
  const plain = value.kind === 'text' ? plainText(value) : null
  if (plain !== null) return { is: plain }
  if (value.kind === 'literal') return { is: value.value }
  return undefined
}

function truthOfValue(value: Value): boolean | null {
  switch (value.kind) {
    case 'literal':
      return Boolean(value.value)
    case 'text':
      if (value.parts.length === 0) return false
      return value.parts.some((part) => typeof part === 'string' && part !== '') ? true : null
    case 'unknown':
      return null
    default:
      return true
  }
}

/** What a condition comes to under some branches. */
export interface Verdict {
  holds: boolean | null
  guards: Guards
}

/** What a condition comes to for each thing that it may be asked of, as for the items of a list one by one. */
export function verdictsOf(context: Context, expression: ts.Expression, env: Env): Verdict[] {
  const node = skipWrappers(expression)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return verdictsOf(context, node.operand, env).map(({ holds, guards }) => ({ holds: negate(holds), guards }))
  if (!ts.isBinaryExpression(node))
    return evaluate(context, node, env).map(({ value, guards }) => ({ holds: truthOfValue(value), guards }))
  const equality = equalities.get(node.operatorToken.kind)
  if (!equality) return []
  return evaluate(context, node.left, env).flatMap((a) =>
    evaluate(context, node.right, env).flatMap((b): Verdict[] => {
      const guards = joinGuards(a.guards, b.guards)
      const [x, y] = [primitive(a.value), primitive(b.value)]
      if (!guards || !x || !y) return []
      return [{ holds: areEqual(x, y, equality) !== equality.isNegated, guards }]
    }),
  )
}

interface Equality {
  isLoose: boolean
  isNegated: boolean
}

const equalities: ReadonlyMap<ts.SyntaxKind, Equality> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, { isLoose: false, isNegated: false }],
  [ts.SyntaxKind.EqualsEqualsToken, { isLoose: true, isNegated: false }],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, { isLoose: false, isNegated: true }],
  [ts.SyntaxKind.ExclamationEqualsToken, { isLoose: true, isNegated: true }],
])

/**
 * Whether each clause of a `switch` is the one that control enters, where the source decides the value that is switched
 * by; `null` where only a run does.
 */
export function clauseVerdicts(
  context: Context,
  { expression, caseBlock }: ts.SwitchStatement,
  env: Env,
): (boolean | null)[] {
  const value = plainOf(context, expression, env)
  const verdicts = caseBlock.clauses.map((clause) => {
    const tested = value === null || ts.isDefaultClause(clause) ? null : plainOf(context, clause.expression, env)
    return tested === null ? null : tested === value
  })
  const cases = verdicts.filter((_, index) => !ts.isDefaultClause(caseBlock.clauses[index] as ts.CaseOrDefaultClause))
  const isTaken = cases.includes(true)
  const isExcluded = value !== null && cases.every((verdict) => verdict === false)
  return caseBlock.clauses.map((clause, index) => {
    if (ts.isDefaultClause(clause)) return isTaken ? false : isExcluded ? true : null
    return isTaken ? verdicts[index] === true : (verdicts[index] ?? null)
  })
}

function plainOf(context: Context, expression: ts.Expression, env: Env): string | null {
  const [only, ...more] = evaluate(context, expression, env)
  return only && more.length === 0 ? plainText(only.value) : null
}
