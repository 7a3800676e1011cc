import { ts } from '../syntax/compiler.ts'
import { resolveName, type Declaration } from '../syntax/scope.ts'
import { skipWrappers } from '../syntax/source-index.ts'
import { argumentsOf } from './calls.ts'
import { sourceOf, type Context } from './context.ts'
import { concatenate } from './texts.ts'
import { evaluate } from './evaluate.ts'
import { memberOf } from './members.ts'
import { withFallback } from './operators.ts'
import { originParts } from './url-origin.ts'
import { combine, distinct, noGuards, outcome, withGuards } from './outcomes.ts'
import {
  isAddress,
  mergeParts,
  plainText,
  toParts,
  type Env,
  type Guards,
  type ObjectSource,
  type Outcome,
  type UrlValue,
  type Value,
} from './value.ts'

/** What has a name and may be written to: a variable, a parameter, one name of a pattern; of a function its members. */
export type Writable = Declaration & { kind: 'variable' | 'parameter' | 'function' }

/** What changes a variable: an assignment, or `list.push(…)`. */
export type Write = ts.BinaryExpression | ts.CallExpression

/** The node that stands for a name, of a pattern the one element. */
export function nameNode(
  declared: Writable,
): ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement | FunctionWithName {
  return declared.kind === 'function' ? declared.node : (declared.element ?? declared.node)
}

type FunctionWithName = ts.FunctionDeclaration | ts.FunctionExpression

/** The assignments to a name and to the members of what it holds, in the order of the source. */
export function writesTo(context: Context, declared: Writable): Write[] {
  const node = nameNode(declared)
  const { name } = node
  if (!name || !ts.isIdentifier(name)) return []
  const { assignments, memberWrites, pushes } = context.indexOf(sourceOf(node))
  const candidates: Write[] = [
    ...(assignments.get(name.text) ?? []),
    ...(pushes.get(name.text) ?? []),
    ...(memberWrites.get(name.text) ?? []),
  ]
  return candidates.filter((write) => isWriteTo(write, declared)).toSorted((a, b) => a.pos - b.pos)
}

function isWriteTo(write: Write, declared: Writable): boolean {
  const target = writtenName(write)
  const found = ts.isIdentifier(target) ? resolveName(target.text, target) : null
  const isWritable = found?.kind === 'variable' || found?.kind === 'parameter' || found?.kind === 'function'
  // A `var` that is declared twice is one variable.
  return isWritable && nameNode(found) === nameNode(declared)
}

/** `name` of `name = …`, `name.pathname = …` and `name.push(…)`. */
function writtenName(write: Write): ts.Expression {
  const target = skipWrappers(ts.isBinaryExpression(write) ? write.left : write.expression)
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)
    ? skipWrappers(target.expression)
    : target
}

/** `url = …`: nothing of what was there before remains. */
export function isReplacement(write: Write): write is ts.BinaryExpression {
  if (!ts.isBinaryExpression(write) || isMemberWrite(write.left)) return false
  return write.operatorToken.kind !== ts.SyntaxKind.PlusEqualsToken
}

/** `api.lists = …`: whoever uses the object elsewhere finds it there. */
export function isAddition(write: Write): write is ts.BinaryExpression {
  return ts.isBinaryExpression(write) && isMemberWrite(write.left)
}

/** `config.url = '/lessons/'` of an object, `url.pathname = '/lessons/'` of a `new URL(…)`. */
function isMemberWrite(target: ts.Expression): boolean {
  const node = skipWrappers(target)
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
}

/** The members that a write sets: one, or of `api[verb] = …` in a loop one for each turn. */
function membersSet(context: Context, target: ts.Expression, env: Env): { name: string; guards: Guards }[] {
  const node = skipWrappers(target)
  if (ts.isPropertyAccessExpression(node)) return [{ name: node.name.text, guards: noGuards }]
  if (!ts.isElementAccessExpression(node)) return []
  return evaluate(context, node.argumentExpression, env).flatMap(({ value, guards }) => {
    const name = plainText(value)
    return name === null ? [] : [{ name, guards }]
  })
}

/** The outcomes behind a write. */
export function written(context: Context, write: Write, before: Outcome[], env: Env): Outcome[] {
  if (ts.isCallExpression(write)) return pushed(context, write, before, env)
  const right = evaluate(context, write.right, env)
  if (isRunThrough(write, right)) return before
  if (isMemberWrite(write.left)) {
    if (!isConditionalWrite(write)) return withMembers(context, before, write, right, env)
    return before.flatMap((one) => withMembers(context, [one], write, keptOr(context, one, write.left, right), env))
  }
  if (!isReplacement(write)) return concatenate([before, right])
  return isConditionalWrite(write) ? distinct([...before, ...right]) : right
}

/**
 * `config = await middleware(config)`, `url = url.replace(…)` by something that only a run knows: what comes out is taken
 * for what went in.
 */
function isRunThrough(write: ts.BinaryExpression, right: readonly Outcome[]): boolean {
  const target = skipWrappers(write.left)
  const call = skipWrappers(write.right)
  if (!ts.isIdentifier(target) || !ts.isCallExpression(call)) return false
  if (!right.every(({ value }) => value.kind === 'unknown')) return false
  const callee = skipWrappers(call.expression)
  const given = ts.isPropertyAccessExpression(callee) ? [callee.expression, ...call.arguments] : call.arguments
  return given.some((one) => {
    const inner = skipWrappers(one)
    return ts.isIdentifier(inner) && inner.text === target.text
  })
}

/** `options.method ??= 'GET'`: what was there stays. */
function keptOr(context: Context, one: Outcome, target: ts.Expression, right: Outcome[]): Outcome[] {
  const member = skipWrappers(target)
  if (!ts.isPropertyAccessExpression(member)) return right
  return withFallback(memberOf(context, [one], member.name.text, null), () => right)
}

/** Members through which a cell of state is written: `tab.value = …`, `tab.current = …`. */
const cellMembers = new Set(['value', 'current'])

/** What is known of an object after members of it were set, for sure or in a branch only. */
export function withMembers(
  context: Context,
  before: Outcome[],
  { left }: ts.BinaryExpression,
  right: Outcome[],
  env: Env,
  isMaybe = false,
): Outcome[] {
  return membersSet(context, left, env).reduce((state, { name, guards }) => {
    const outcomes = withGuards(right, guards)
    return withMember(state, name, isMaybe ? { key: name, outcomes, isMaybe } : { key: name, outcomes })
  }, before)
}

function withMember(
  before: readonly Outcome[],
  name: string,
  added: ObjectSource & { outcomes: Outcome[] },
): Outcome[] {
  const right = added.outcomes
  return before.flatMap((one): Outcome[] => {
    const { value, guards } = one
    if (value.kind === 'object') return [outcome({ ...value, sources: [...value.sources, added] }, guards)]
    // `url.value = '/two/'`: a cell may hold either.
    if (cellMembers.has(name) && (value.kind === 'unknown' || value.kind === 'text'))
      return [one, ...right.filter((later) => later.value.kind === 'text' && isAddress(later.value))]
    // What a caller brings along is still his, but for what was set.
    if (value.kind === 'unknown') return [outcome({ kind: 'object', sources: [{ spread: [one] }, added] }, guards)]
    if (value.kind === 'function' || value.kind === 'client' || value.kind === 'sender')
      return [outcome({ ...value, added: [...(value.added ?? []), added] }, guards)]
    if (value.kind === 'url' && name === 'pathname')
      return combine([[outcome(value, guards)], right], ([url, path]) => withPath(url as UrlValue, path as Value))
    return [one]
  })
}

function withPath(url: UrlValue, path: Value): Value {
  return { kind: 'url', text: mergeParts([...originParts(url.text), ...toParts(path)]) }
}

function pushed(context: Context, write: ts.CallExpression, before: Outcome[], env: Env): Outcome[] {
  const added = argumentsOf(context, write.arguments, env)
  return before.map(({ value, guards }) =>
    value.kind === 'array'
      ? outcome({ kind: 'array', elements: [...value.elements, ...added] }, guards)
      : outcome(value, guards),
  )
}

function isConditionalWrite(write: ts.BinaryExpression): boolean {
  const { kind } = write.operatorToken
  return (
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  )
}
