import { packageExport } from '../clients/registry.ts'
import { ts } from '../syntax/compiler.ts'
import { isCountable } from './array-methods.ts'
import { builtinMember, clientMember, injected, openMember, unknownMember, urlMember } from './builtin-members.ts'
import { dependOn, maxDepth, type Context } from './context.ts'
import { enumMember } from './enum-members.ts'
import { instanceMember, staticMember } from './instances.ts'
import { exportOutcomes, libraryValue } from './module-values.ts'
import { objectMember } from './object-members.ts'
import { distinct, outcome, withGuards } from './outcomes.ts'
import { plainText, undefinedValue, unknown, type Outcome, type Value } from './value.ts'

/** `value.name` for every outcome of `value`. */
export function memberOf(context: Context, values: readonly Outcome[], name: string, at: ts.Node | null): Outcome[] {
  return lookUp(context, values, name, at, new Set())
}

/**
 * @param visited objects that were asked on the way here, spread in each other: each of `list = { ...list, a }`,
 *   `list = { ...list, b }` and so on takes over all the others, and asking each of them again would take them by turns in
 *   every order
 */
export function lookUp(
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
      values.flatMap(({ value, guards }) => withGuards(memberOfValue(context, value, name, at, visited), guards)),
    )
  } finally {
    context.depth--
  }
}

/** Members by which a reactive or mutable holder gives what it holds: `ref(x).value`, `useRef(x).current`. */
const holding = new Set(['value', 'current'])

export function memberOfValue(
  context: Context,
  value: Value,
  name: string,
  at: ts.Node | null,
  visited: Set<Value>,
): Outcome[] {
  const added = addedMember(value, name)
  if (added) return added
  const members = plainMember(context, value, name, at, visited)
  const isHeld = holding.has(name) && (value.kind === 'object' || value.kind === 'instance')
  return isHeld && members.every((one) => isOpen(one.value)) ? [outcome(value)] : members
}

/** `request.get = …` of a function or a client. */
function addedMember(value: Value, name: string): Outcome[] | null {
  if (value.kind !== 'function' && value.kind !== 'client' && value.kind !== 'sender') return null
  const found = value.added?.findLast((source) => 'key' in source && source.key === name)
  return found && 'key' in found ? found.outcomes : null
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
