import type { GivenNames } from '../api-call.ts'
import { ts } from '../syntax/compiler.ts'
import type { Context } from './context.ts'
import { holeName } from './hole-names.ts'
import { makeClient } from './make-client.ts'
import { elementOf, entriesOf } from './entries.ts'
import { originParts } from './url-origin.ts'
import { combine, outcome } from './outcomes.ts'
import {
  mergeParts,
  plainText,
  toParts,
  undefinedValue,
  unknown,
  type Argument,
  type BuiltinValue,
  type ObjectSource,
  type Outcome,
  type Part,
  type Value,
} from './value.ts'

/** `new URL(path, base)`, `new URLSearchParams(…)`, `new Request(url, init)`, `new XMLHttpRequest()`. */
export function constructBuiltin(
  context: Context,
  builtin: BuiltinValue,
  args: readonly Argument[],
  node: ts.NewExpression,
): Outcome[] {
  const given = (index: number): Outcome[] => args[index]?.evaluate() ?? [outcome(undefinedValue)]
  if (builtin.name.startsWith('make:'))
    return [outcome({ kind: 'client', client: makeClient(context, builtin.name, null, args, node) })]
  switch (builtin.name) {
    case 'URL':
      return combine([given(0), given(1)], ([path, base]) => ({
        kind: 'url',
        text: resolveParts(toParts(path as Value), base as Value),
      }))
    case 'URLSearchParams':
      return given(0).map(({ value, guards }) =>
        outcome({ kind: 'query', names: namesOfQuery(context, value) }, guards),
      )
    case 'Map':
      return [outcome({ kind: 'builtin', name: 'map', receiver: mapOf(context, given(0)) })]
    case 'Request':
      return [outcome({ kind: 'object', sources: [{ spread: given(1) }, { key: 'url', outcomes: given(0) }] })]
    default:
      return [outcome(unknown({ name: holeName(node.expression) }))]
  }
}

/** `new Map([['list', '/lessons/']])`: an object of its entries. */
function mapOf(context: Context, lists: readonly Outcome[]): Value {
  const sources = lists.flatMap(({ value }) =>
    value.kind === 'array'
      ? value.elements.flatMap((element): ObjectSource[] => {
          const entry = element.evaluate()
          const [key] = elementOf(context, entry, [outcome({ kind: 'literal', value: 0 })], null)
          const name = key ? plainText(key.value) : null
          const outcomes = elementOf(context, entry, [outcome({ kind: 'literal', value: 1 })], null)
          return name === null ? [] : [{ key: name, outcomes }]
        })
      : [],
  )
  return { kind: 'object', sources, isComponent: true }
}

/** `new URL(path, base)`: an absolute path replaces the base's path, a relative one follows its last slash. */
function resolveParts(path: readonly Part[], base: Value): Part[] {
  const [head] = path
  const baseParts = toParts(base)
  // Paths that are not known yet are taken for absolute ones, as nearly all are.
  if (head !== undefined && typeof head !== 'string') return mergeParts([...originParts(baseParts), ...path])
  if (baseParts.length === 0 || (typeof head === 'string' && /^[a-z][a-z\d+.-]*:/i.test(head))) return [...path]
  if (typeof head === 'string' && head.startsWith('/')) {
    return mergeParts([...originParts(baseParts), ...path])
  }
  const last = baseParts.at(-1)
  if (typeof last !== 'string') return mergeParts([...baseParts, '/', ...path])
  return mergeParts([...baseParts.slice(0, -1), last.slice(0, last.lastIndexOf('/') + 1), ...path])
}

export function namesOfQuery(context: Context, value: Value): GivenNames {
  const plain = plainText(value)
  if (plain !== null) return { names: [...new URLSearchParams(plain).keys()], complete: true }
  if (value.kind === 'query') return value.names
  if (value.kind === 'object') {
    const names = entriesOf(context, value).map(([key]) => key)
    return { names: [...new Set(names)], complete: isComplete(value) }
  }
  if (value.kind === 'literal') return { names: [], complete: true }
  return { names: [], complete: false }
}

/** Whether every key of an object stands in the source. */
export function isComplete(value: Value & { kind: 'object' }): boolean {
  return value.sources.every(
    (source) =>
      'key' in source ||
      ('spread' in source
        ? source.spread.every((one) => one.value.kind === 'object' && isComplete(one.value))
        : source.literal.properties.every(
            (property) =>
              !ts.isSpreadAssignment(property) && property.name && !ts.isComputedPropertyName(property.name),
          )),
  )
}
