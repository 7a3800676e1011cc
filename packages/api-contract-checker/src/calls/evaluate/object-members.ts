import { ts } from '../syntax/compiler.ts'
import { nameText } from '../syntax/property-names.ts'
import { resolveName } from '../syntax/scope.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { callFunction } from './functions.ts'
import { lookUp, memberOfValue } from './members.ts'
import { evaluateName } from './names.ts'
import { distinct, outcome, stateOutcome } from './outcomes.ts'
import { plainText, undefinedValue, unknown, type Env, type ObjectSource, type Outcome, type Value } from './value.ts'

export function objectMember(
  context: Context,
  value: Value & { kind: 'object' },
  name: string,
  at: ts.Node | null,
  visited: Set<Value>,
): Outcome[] {
  if (visited.has(value)) return []
  visited.add(value)
  // `list = { ...list, items }`: what the object takes over from itself is what is being looked for.
  const asked = context.lookups.get(value)
  if (asked?.has(name)) return []
  if (asked) asked.add(name)
  else context.lookups.set(value, new Set([name]))
  const beside: Beside = { open: [], maybe: [], visited, isCircular: false }
  const { open, maybe } = beside
  try {
    for (const source of value.sources.toReversed()) {
      const found = sourceMember(context, source, name, beside, value)
      if (!found) continue
      const held = value.isState ? found.map((one) => stateOutcome(one, name)) : found
      return distinct([...maybe, ...held])
    }
  } finally {
    context.lookups.get(value)?.delete(name)
  }
  const assigned = at && ts.isPropertyAccessExpression(at) ? assignedMember(context, at) : []
  if (assigned.length > 0) return assigned
  if (maybe.length > 0) return distinct([...maybe, ...(open.length > 0 ? open : [outcome(undefinedValue)])])
  if (open.length > 0) return distinct(open)
  if (value.isComponent) return memberOfValue(context, unknown({ name: 'this' }), name, at, visited)
  return beside.isCircular ? [] : [outcome(undefinedValue)]
}

function sourceMember(
  context: Context,
  source: ObjectSource,
  name: string,
  beside: Beside,
  self: Value,
): Outcome[] | null {
  if ('key' in source) {
    if (source.key !== name) return null
    if (source.isMaybe !== true) return source.outcomes
    beside.maybe.push(...source.outcomes)
    return null
  }
  if ('spread' in source) return spreadMember(context, source.spread, name, beside)
  for (const property of source.literal.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const found = spreadMember(context, evaluate(context, property.expression, source.env), name, beside)
      if (found) return found
    } else if (propertyKey(context, property, source.env) === name)
      return propertyOutcomes(context, property, source.env, self)
  }
  return null
}

/** What is found of a member before it is found for sure. */
interface Beside {
  /** From spreads of which nothing is known. */
  open: Outcome[]
  /** From spreads that may hold it or not: `...(body && { method: 'POST' })`. What stands in front of them counts as well. */
  maybe: Outcome[]
  visited: Set<Value>
  /** True where a spread leads only to what was asked already. */
  isCircular: boolean
}

function spreadMember(context: Context, spread: readonly Outcome[], name: string, beside: Beside): Outcome[] | null {
  const { open, maybe, visited } = beside
  const members = lookUp(context, spread, name, null, visited)
  beside.isCircular ||= members.length === 0
  const found = members.filter(
    ({ value }) => value.kind !== 'unknown' && !(value.kind === 'literal' && value.value === undefined),
  )
  open.push(...members.filter(({ value }) => value.kind === 'unknown'))
  if (found.length > 0 && found.length === members.length) return found
  maybe.push(...found)
  return null
}

export function propertyKey(context: Context, property: ts.ObjectLiteralElementLike, env: Env): string | null {
  const { name } = property
  if (!name) return null
  if (!ts.isComputedPropertyName(name)) return nameText(name)
  const [only, ...more] = evaluate(context, name.expression, env)
  return only && more.length === 0 ? plainText(only.value) : null
}

export function propertyOutcomes(
  context: Context,
  property: ts.ObjectLiteralElementLike,
  env: Env,
  self: Value | null,
): Outcome[] {
  if (ts.isPropertyAssignment(property)) return evaluate(context, property.initializer, env)
  if (ts.isShorthandPropertyAssignment(property)) return evaluateName(context, property.name, env)
  if (ts.isMethodDeclaration(property)) return [outcome({ kind: 'function', node: property, env, self })]
  if (ts.isGetAccessorDeclaration(property))
    return callFunction(context, { kind: 'function', node: property, env, self }, [])
  return [outcome(unknown({ name: 'value' }))]
}

/** `routes.lessons = '/lessons/'` after the object was made. */
function assignedMember(context: Context, at: ts.PropertyAccessExpression): Outcome[] {
  if (!ts.isIdentifier(at.expression)) return []
  // What is written to a variable of this file was followed already.
  const declared = resolveName(at.expression.text, at.expression)?.kind
  if (declared === 'variable' || declared === 'parameter') return []
  let source: ts.Node = at
  while (source.parent) source = source.parent
  const writes = context.indexOf(source as ts.SourceFile).assignments.get(`.${at.name.text}`) ?? []
  const owner = at.expression.text
  return writes
    .filter(
      ({ left, operatorToken }) =>
        operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isPropertyAccessExpression(left) &&
        ts.isIdentifier(left.expression) &&
        left.expression.text === owner,
    )
    .flatMap(({ right }) => evaluate(context, right, null))
}
