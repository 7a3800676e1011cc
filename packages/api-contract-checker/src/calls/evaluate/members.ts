import { exportsOf } from '../modules/module-exports.ts'
import { kindAtPath, type Client } from '../clients/client.ts'
import { kindOf, packageExport, plainClient } from '../clients/registry.ts'
import { ts } from '../syntax/compiler.ts'
import { dependOn, maxDepth, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { originParts } from './url-origin.ts'
import { instanceMember, staticMember } from './instances.ts'
import { callFunction } from './functions.ts'
import { isCountable } from './array-methods.ts'
import { charAt } from './text-methods.ts'
import { evaluateName, exportOutcomes, isBuiltinGlobal, libraryValue } from './names.ts'
import {
  distinct,
  maxOutcomes,
  numberOf,
  mergeParts,
  outcome,
  plainText,
  stateOutcome,
  text,
  undefinedValue,
  unknown,
  type Env,
  type Hole,
  type ObjectSource,
  type Outcome,
  type Part,
  type UrlValue,
  type Value,
} from './value.ts'

/** Members that hold a client wherever a framework put them. */
const injectedClients: ReadonlyMap<string, string> = new Map([
  ['$axios', 'axios'],
  ['$http', 'axios'],
  ['$fetch', 'ofetch'],
  ['$ky', 'ky'],
])

/** `value.name` for every outcome of `value`. */
export function memberOf(context: Context, values: readonly Outcome[], name: string, at: ts.Node | null): Outcome[] {
  return lookUp(context, values, name, at, new Set())
}

/**
 * @param visited objects that were asked on the way here, spread in each other: each of `list = { ...list, a }`,
 *   `list = { ...list, b }` and so on takes over all the others, and asking each of them again would take them by turns in
 *   every order
 */
function lookUp(
  context: Context,
  values: readonly Outcome[],
  name: string,
  at: ts.Node | null,
  visited: Set<Value>,
): Outcome[] {
  // An object may contain itself (`options = { ...options }`): remembered results would lead round for ever, and several
  // spreads in each other double the ways with every level.
  if (context.depth >= maxDepth || context.budget <= 0) {
    dependOn(context, 0)
    return [outcome(unknown({ name }))]
  }
  context.budget--
  context.depth++
  try {
    return distinct(
      values.flatMap(({ value, guards }) =>
        memberOfValue(context, value, name, at, visited).map((one) =>
          guards.size === 0 ? one : outcome(one.value, new Map([...guards, ...one.guards])),
        ),
      ),
    )
  } finally {
    context.depth--
  }
}

/** Members by which a reactive or mutable holder gives what it holds: `ref(x).value`, `useRef(x).current`. */
const holding = new Set(['value', 'current'])

function memberOfValue(
  context: Context,
  value: Value,
  name: string,
  at: ts.Node | null,
  visited: Set<Value>,
): Outcome[] {
  const members = plainMember(context, value, name, at, visited)
  const isHeld = holding.has(name) && (value.kind === 'object' || value.kind === 'instance')
  return isHeld && members.every((one) => isOpen(one.value)) ? [outcome(value)] : members
}

function isOpen(value: Value): boolean {
  return value.kind === 'unknown' || (value.kind === 'literal' && value.value === undefined)
}

function plainMember(context: Context, value: Value, name: string, at: ts.Node | null, visited: Set<Value>): Outcome[] {
  switch (value.kind) {
    case 'object':
      return objectMember(context, value, name, at, visited)
    case 'instance':
      return instanceMember(context, value, name)
    case 'class':
      return staticMember(context, value, name)
    case 'namespace':
      return exportOutcomes(context, value.path, name) ?? [outcome(unknown({ name }))]
    case 'package': {
      const exported = packageExport(value.specifier, name)
      return [outcome(exported ? libraryValue(exported) : openMember(value.imported, name))]
    }
    case 'enum':
      return [outcome(enumMember(context, value.node, name))]
    case 'client':
      return [outcome(clientMember(value, name))]
    case 'array':
      if (name === 'length' && isCountable(value)) return [outcome({ kind: 'literal', value: value.elements.length })]
      return [outcome({ kind: 'builtin', name: `array.${name}`, receiver: value })]
    case 'text':
      if (name === 'length' && plainText(value) !== null)
        return [outcome({ kind: 'literal', value: (plainText(value) as string).length })]
      return [outcome(name === 'value' ? value : { kind: 'builtin', name: `text.${name}`, receiver: value })]
    case 'url':
      return [outcome(urlMember(value, name))]
    case 'query':
    case 'literal':
      if (value.kind === 'literal' && (value.value === undefined || value.value === null))
        return [outcome(undefinedValue)]
      return [outcome({ kind: 'builtin', name: `${value.kind}.${name}`, receiver: value })]
    case 'function':
    case 'sender':
      return [outcome({ kind: 'builtin', name: `function.${name}`, receiver: value })]
    case 'builtin':
      return [outcome(builtinMember(value.name, value.receiver, name))]
    case 'unknown':
      return injected(context, value.hole, name) ?? [outcome(unknownMember(value, name))]
  }
}

function openMember(owner: string, name: string): Value {
  const kind = injectedClients.get(name)
  if (kind !== undefined) return { kind: 'client', client: { ...plainClient(kindOf(kind)), basePath: null } }
  return unknown({ name: name === 'value' ? owner : name })
}

/** `this.$api`, `useNuxtApp().$api`: what a plugin injected under that name. */
function injected(context: Context, hole: Hole, name: string): Outcome[] | null {
  const provided = hole.kind === 'value' ? context.injections.get(name) : undefined
  if (!provided || !name.startsWith('$')) return null
  const outcomes = evaluate(context, provided, null)
  return outcomes.every(({ value }) => value.kind === 'unknown') ? null : outcomes
}

function unknownMember(value: Value & { kind: 'unknown' }, name: string): Value {
  const { hole } = value
  if (injectedClients.has(name)) return openMember(hole.name, name)
  if (hole.kind === 'environment' || hole.kind === 'parameter' || hole.kind === 'self')
    return { kind: 'unknown', hole: { ...hole, name: name === 'value' ? hole.name : name, type: null } }
  return unknown({ name: name === 'value' ? hole.name : name })
}

function urlMember(value: UrlValue, name: string): Value {
  switch (name) {
    case 'href':
      return { kind: 'text', parts: value.text }
    case 'pathname':
      return { kind: 'text', parts: pathOf(value.text) }
    case 'search':
      return { kind: 'query', names: { names: [], complete: false } }
    case 'hash':
      return text()
    default:
      return originNames.has(name)
        ? unknown({ kind: 'origin', name })
        : { kind: 'builtin', name: `url.${name}`, receiver: value }
  }
}

/** Without the origin in front and the query behind. */
function pathOf(parts: readonly Part[]): Part[] {
  const [origin = ''] = originParts(parts)
  const path: Part[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      path.push(part)
      continue
    }
    const rest = index === 0 ? part.slice(origin.length) : part
    const end = rest.search(/[?#]/)
    path.push(end === -1 ? rest : rest.slice(0, end))
    if (end !== -1) break
  }
  return mergeParts(path)
}

const originNames = new Set(['origin', 'host', 'hostname', 'protocol', 'port'])

function builtinMember(name: string, receiver: Value | null, member: string): Value {
  const path = `${name}.${member}`
  if (name === 'client.own' && receiver?.kind === 'client') return clientMember(receiver, member)
  if (name === 'window' || name === 'globalThis' || name === 'self' || name === 'document') {
    if (member === 'location' || member === 'defaultView')
      return { kind: 'builtin', name: member === 'location' ? member : 'window', receiver: null }
    const exported = globalMember(member)
    if (exported) return exported
    // What the page or its server puts there: `window.__CONFIG__`.
    return isBuiltinGlobal(member)
      ? { kind: 'builtin', name: member, receiver: null }
      : unknown({ kind: name === 'document' ? 'value' : 'environment', name: member })
  }
  if (name === 'location' && originNames.has(member)) return unknown({ kind: 'origin', name: member })
  if (path === 'import.meta.env' || path === 'process.env') return unknown({ kind: 'environment', name: 'env' })
  if (path === 'import.meta.url') return unknown({ kind: 'origin', name: 'url' })
  if (name.startsWith('import.meta')) return unknown({ kind: 'environment', name: member })
  return { kind: 'builtin', name: path, receiver }
}

function globalMember(name: string): Value | null {
  if (name === 'fetch') return { kind: 'client', client: plainClient(kindOf('fetch')) }
  if (name === 'navigator') return { kind: 'client', client: plainClient(kindOf('beacon')) }
  if (name === 'axios' || name === '$http') return { kind: 'client', client: plainClient(kindOf('axios')) }
  if (name === '$' || name === 'jQuery') return { kind: 'client', client: plainClient(kindOf('jquery')) }
  if (name === 'EventSource') return { kind: 'client', client: plainClient(kindOf('event-source')) }
  if (name === 'XMLHttpRequest') return libraryValue({ makes: 'xhr', optionsAt: null })
  return null
}

function clientMember(value: Value & { kind: 'client' }, name: string): Value {
  const { kind } = value.client
  const shape = Object.hasOwn(kind.members, name) ? kind.members[name] : undefined
  if (shape) return { kind: 'sender', client: value.client, shape }
  const atPath = kindAtPath(kind, name)
  if (atPath) return { kind: 'client', client: { ...value.client, kind: atPath } }
  if (Object.hasOwn(kind.factories, name))
    return { kind: 'builtin', name: `make:${kind.id}:${kind.factories[name] ?? ''}`, receiver: value }
  if (kind.same?.includes(name) || name === 'value' || name === 'bind') return value
  if (name === 'defaults' || name === 'interceptors')
    return { kind: 'builtin', name: `client.${name}`, receiver: value }
  // `http.skipErrorHandler().get(…)`: a method that a client does not have by itself mostly gives the client back.
  return { kind: 'builtin', name: 'client.own', receiver: value }
}

export function enumMember(context: Context, node: ts.EnumDeclaration, name: string): Value {
  for (const member of node.members) {
    if (!ts.isIdentifier(member.name) && !ts.isStringLiteralLike(member.name)) continue
    if (member.name.text !== name) continue
    if (!member.initializer) return { kind: 'literal', value: countedFrom(context, node, node.members.indexOf(member)) }
    return evaluate(context, member.initializer, null)[0]?.value ?? undefinedValue
  }
  return unknown({ name })
}

/** Members without a value count on from the last one that has a number. */
function countedFrom(context: Context, { members }: ts.EnumDeclaration, index: number): number {
  const from = members.slice(0, index).findLastIndex(({ initializer }) => initializer !== undefined)
  const initializer = from === -1 ? undefined : members[from]?.initializer
  const start = initializer && numberOf(evaluate(context, initializer, null))
  return start === undefined ? index : start + index - from
}

function objectMember(
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
      if (found) return distinct([...maybe, ...(value.isState ? found.map((one) => stateOutcome(one, name)) : found)])
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

function propertyKey(context: Context, property: ts.ObjectLiteralElementLike, env: Env): string | null {
  const { name } = property
  if (!name) return null
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text
  if (!ts.isComputedPropertyName(name)) return null
  const [only, ...more] = evaluate(context, name.expression, env)
  return only && more.length === 0 ? plainText(only.value) : null
}

function propertyOutcomes(
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

/** `value[key]`: with a key that is not known every entry is possible. */
export function elementOf(
  context: Context,
  values: readonly Outcome[],
  keys: readonly Outcome[],
  at: ts.ElementAccessExpression | null,
): Outcome[] {
  const plain = keys.map(({ value }) => plainText(value))
  if (plain.length > 0 && plain.every((key) => key !== null)) {
    return distinct(
      keys.flatMap(({ guards }, index) => {
        const key = plain[index] as string
        const found = values.flatMap((one) => {
          if (one.value.kind === 'array') return one.value.elements[Number(key)]?.evaluate() ?? []
          if (one.value.kind === 'text' && /^\d+$/.test(key))
            return [outcome(charAt(one.value.parts, Number(key)), one.guards)]
          return memberOf(context, [one], key, null)
        })
        return guards.size === 0 ? found : found.map((one) => outcome(one.value, new Map([...guards, ...one.guards])))
      }),
    )
  }
  return distinct(values.flatMap((one) => everyEntry(context, one, keys, at)))
}

function everyEntry(context: Context, one: Outcome, keys: readonly Outcome[], at: ts.Node | null): Outcome[] {
  // What the caller decides is left to the caller: only what nobody decides opens every entry.
  const [key] = keys
  if (one.value.kind === 'client' && key?.value.kind === 'unknown') return openVerb(one.value.client, key.value.hole)
  const entries = entriesOf(context, one.value)
  if (entries.length === 0 || entries.length > maxOutcomes) {
    const hole = one.value.kind === 'unknown' ? one.value.hole : null
    return [outcome(hole ? { kind: 'unknown', hole } : unknown({ name: at ? 'entry' : 'value' }), one.guards)]
  }
  return entries.flatMap(([name, outcomes]) =>
    outcomes.map(({ value, guards }) =>
      outcome(value, new Map([...guards, [`[${key ? keyText(key.value) : ''}]`, name]])),
    ),
  )
}

/** `client[verb]`: sends, by whatever method. */
function openVerb(client: Client, hole: Hole): Outcome[] {
  const shape = client.kind.members['post'] ?? client.kind.members['POST']
  return [
    outcome(shape ? { kind: 'sender', client, shape: { ...shape, methodHole: hole } } : unknown({ name: hole.name })),
  ]
}

function keyText(value: Value): string {
  return value.kind === 'unknown' ? `${value.hole.name}@${value.hole.owner?.pos ?? ''}` : 'key'
}

/** Every entry of an object, array or enum, as far as the source shows them. */
export function entriesOf(context: Context, value: Value): [string, Outcome[]][] {
  if (context.depth >= maxDepth || context.budget <= 0) {
    dependOn(context, 0)
    return []
  }
  context.budget--
  context.depth++
  try {
    return ownEntries(context, value)
  } finally {
    context.depth--
  }
}

function ownEntries(context: Context, value: Value): [string, Outcome[]][] {
  if (value.kind === 'object') {
    return value.sources.flatMap((source): [string, Outcome[]][] => {
      if ('key' in source) return [[source.key, source.outcomes]]
      if ('spread' in source) return source.spread.flatMap((spread) => entriesOf(context, spread.value))
      return source.literal.properties.flatMap((property): [string, Outcome[]][] => {
        if (ts.isSpreadAssignment(property))
          return evaluate(context, property.expression, source.env).flatMap((spread) =>
            entriesOf(context, spread.value),
          )
        const key = propertyKey(context, property, source.env)
        return key === null ? [] : [[key, propertyOutcomes(context, property, source.env, value)]]
      })
    })
  }
  if (value.kind === 'array') return value.elements.map((element, index) => [String(index), element.evaluate()])
  if (value.kind === 'enum')
    return value.node.members.flatMap((member): [string, Outcome[]][] =>
      ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)
        ? [[member.name.text, [outcome(enumMember(context, value.node, member.name.text))]]]
        : [],
    )
  if (value.kind === 'namespace') {
    const parsed = context.project.parse(value.path)
    if (!parsed) return []
    return [...exportsOf(parsed.source).named.keys()].map((name) => [
      name,
      exportOutcomes(context, value.path, name) ?? [],
    ])
  }
  return []
}
