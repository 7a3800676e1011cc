import type { GivenNames } from '../api-call.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { Client } from '../clients/client.ts'
import { ts } from '../syntax/compiler.ts'
import type { Context } from './context.ts'
import { concatenate } from './evaluate.ts'
import { callFunction } from './functions.ts'
import { holeName } from './hole-names.ts'
import { entriesOf, memberOf } from './members.ts'
import { exportOutcomes } from './names.ts'
import { originOf } from './url-origin.ts'
import { sourceOf } from './context.ts'
import {
  combine,
  distinct,
  mergeParts,
  outcome,
  plainText,
  text,
  toParts,
  undefinedValue,
  unknown,
  type Argument,
  type Outcome,
  type Part,
  type Value,
} from './value.ts'

type Builtin = Value & { kind: 'builtin' }

/** Functions that give back what they are given. */
const transparent = new Set([
  'Object.freeze',
  'Object.seal',
  'JSON.stringify',
  'String',
  'Number',
  'encodeURIComponent',
  'encodeURI',
  'decodeURIComponent',
  'structuredClone',
  'ref',
  'shallowRef',
  'reactive',
  'readonly',
  'unref',
  'toValue',
  'toRaw',
  'markRaw',
  'useCallback',
  'Promise.resolve',
  'text.toString',
  'text.trim',
  'text.valueOf',
  'text.normalize',
  'query.toString',
  'Boolean',
  'text.toLowerCase',
  'literal.toString',
])

/** Calls of what the language, the browser or Vue bring along. */
export function callBuiltin(
  context: Context,
  builtin: Builtin,
  args: readonly Argument[],
  node: ts.CallExpression,
): Outcome[] {
  const { name, receiver } = builtin
  const first = (): Outcome[] => args[0]?.evaluate() ?? [outcome(undefinedValue)]
  if (transparent.has(name)) return receiver ? [outcome(receiver)] : first().map((one) => refinedName(one, node))
  if (name.startsWith('make:'))
    return [outcome({ kind: 'client', client: makeClient(context, name, receiver, args, node) })]
  if (name === 'url.toString' && receiver?.kind === 'url') return [outcome({ kind: 'text', parts: receiver.text })]
  if (name.startsWith('text.')) return callText(name.slice(5), receiver, args, node)
  if (name.startsWith('array.')) return callArray(context, name.slice(6), receiver, args)
  if (name.startsWith('function.')) return callFunctionMethod(context, name.slice(9), receiver, args)
  switch (name) {
    case 'computed':
    case 'useMemo':
    case 'useState':
      return first().flatMap(({ value }) =>
        value.kind === 'function' ? callFunction(context, value, []) : [outcome(value)],
      )
    case 'Object.assign':
      return [outcome({ kind: 'object', sources: args.map((arg) => ({ spread: arg.evaluate() })) })]
    case 'Object.values':
      return first().map(({ value }) => listOf(entriesOf(context, value).map(([, outcomes]) => outcomes)))
    case 'Object.keys':
      return first().map(({ value }) => listOf(entriesOf(context, value).map(([key]) => [outcome(text(key))])))
    case 'Object.entries':
      return first().map(({ value }) =>
        listOf(entriesOf(context, value).map(([key, outcomes]) => [listOf([[outcome(text(key))], outcomes])])),
      )
    case 'Array.from':
      return first()
    case 'require':
      return requireModule(context, first(), node)
    case 'useRuntimeConfig':
      return [outcome(unknown({ kind: 'environment', name: 'config' }))]
    default:
      return [outcome(unknown({ name: holeName(node) }))]
  }
}

function listOf(elements: Outcome[][]): Outcome {
  return outcome({ kind: 'array', elements: elements.map((outcomes) => ({ node: null, evaluate: () => outcomes })) })
}

function refinedName(one: Outcome, node: ts.CallExpression): Outcome {
  return one.value.kind === 'unknown' && one.value.hole.name === 'value'
    ? outcome({ kind: 'unknown', hole: { ...one.value.hole, name: holeName(node) } }, one.guards)
    : one
}

function requireModule(context: Context, specifiers: Outcome[], node: ts.CallExpression): Outcome[] {
  const specifier = specifiers[0] ? plainText(specifiers[0].value) : null
  if (specifier === null) return [outcome(unknown({ name: 'module' }))]
  const [path] = context.project.resolveImport(context.project.pathOf(sourceOf(node)), specifier)
  if (path === undefined) return [outcome({ kind: 'package', specifier, imported: '*' })]
  // `module.exports = …` is the module itself.
  return exportOutcomes(context, path, 'default') ?? [outcome({ kind: 'namespace', path })]
}

/** `axios.create({ baseURL })` and the like. */
function makeClient(
  context: Context,
  name: string,
  receiver: Value | null,
  args: readonly Argument[],
  node: ts.Node,
): Client {
  const [, id = '', position = ''] = name.split(':')
  const parent = receiver?.kind === 'client' ? receiver.client : null
  const kind = parent?.kind ?? kindOf(id)
  const made: Client = {
    ...plainClient(kind),
    basePath: parent?.basePath ?? '',
    baseHost: parent?.baseHost ?? null,
    site: node,
  }
  const options = position === '' ? undefined : args[Number(position)]
  if (!options) return made
  const given = options.evaluate()
  const bases = kind.keys.base.flatMap((key) =>
    memberOf(context, given, key, null).filter(({ value }) => !(value.kind === 'literal' && value.value === undefined)),
  )
  const isOpen = given.some(({ value }) => value.kind === 'unknown')
  if (bases.length === 0) return isOpen ? { ...made, basePath: null } : made
  return { ...made, ...originOf(bases) }
}

function callText(
  method: string,
  receiver: Value | null,
  args: readonly Argument[],
  node: ts.CallExpression,
): Outcome[] {
  if (receiver?.kind !== 'text') return [outcome(unknown({ name: holeName(node) }))]
  const given = args.map((arg) => arg.evaluate())
  switch (method) {
    case 'concat':
      return concatenate([[outcome(receiver)], ...given])
    case 'replace':
    case 'replaceAll':
      return combine([given[0] ?? [], given[1] ?? []], ([pattern, replacement]) =>
        replaceIn(receiver.parts, pattern as Value, replacement as Value, method === 'replaceAll'),
      )
    case 'startsWith':
    case 'endsWith':
    case 'includes':
      return [outcome(probe(receiver.parts, method, plainText(given[0]?.[0]?.value ?? undefinedValue)))]
    case 'slice':
    case 'substring':
    case 'substr':
      return [outcome(sliced(receiver.parts, given))]
    case 'split': {
      const whole = plainText(receiver)
      const separator = plainText(given[0]?.[0]?.value ?? undefinedValue)
      return whole === null || separator === null
        ? [outcome(unknown({ name: holeName(node) }))]
        : [listOf(whole.split(separator).map((piece) => [outcome(text(piece))]))]
    }
    case 'toUpperCase':
      return [outcome(text(...receiver.parts.map((part) => (typeof part === 'string' ? part.toUpperCase() : part))))]
    default:
      return [outcome(unknown({ name: holeName(node) }))]
  }
}

/** `.replace(':id', id)`, `.replace(/\{id\}/g, id)`, `.replace(/\/+$/, '')` on the parts that are known. */
function replaceIn(parts: readonly Part[], pattern: Value, replacement: Value, all: boolean): Value {
  const search = pattern.kind === 'literal' && pattern.value instanceof RegExp ? pattern.value : plainText(pattern)
  if (search === null || search === '') return text(...parts)
  const inserted = replacement.kind === 'function' ? null : toParts(replacement)
  // `^` and `$` mean the ends of the whole text, not of each known stretch.
  const source = typeof search === 'string' ? null : search.source
  const result: Part[] = []
  let replaced = false
  for (const [index, part] of parts.entries()) {
    const isOutOfPlace =
      (source?.startsWith('^') === true && index > 0) || (source?.endsWith('$') === true && index < parts.length - 1)
    if (typeof part !== 'string' || isOutOfPlace || (replaced && !all)) {
      result.push(part)
      continue
    }
    const pieces = splitAt(part, search, all)
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) {
        replaced = true
        const matched = matchName(search, part, at)
        result.push(...(inserted ?? [{ kind: 'value' as const, name: matched, type: null, owner: null }]))
      }
      result.push(piece)
    }
  }
  return { kind: 'text', parts: mergeParts(result) }
}

function splitAt(part: string, search: string | RegExp, all: boolean): string[] {
  const isGlobal = all || (typeof search !== 'string' && search.flags.includes('g'))
  if (typeof search === 'string') {
    if (isGlobal) return part.split(search)
    const at = part.indexOf(search)
    return at === -1 ? [part] : [part.slice(0, at), part.slice(at + search.length)]
  }
  const pieces: string[] = []
  let last = 0
  for (const match of part.matchAll(new RegExp(search.source, [...new Set(`${search.flags}g`)].join('')))) {
    pieces.push(part.slice(last, match.index))
    last = match.index + match[0].length
    if (!isGlobal) break
  }
  return [...pieces, part.slice(last)]
}

/** The name of the placeholder that a function replaces: `:id`, `{id}`. */
function matchName(search: string | RegExp, part: string, nth: number): string {
  if (typeof search === 'string') return search.replace(/\W/g, '') || 'value'
  const found = [...part.matchAll(new RegExp(search.source, [...new Set(`${search.flags}g`)].join('')))][nth - 1]
  return found?.[0].replace(/\W/g, '') || 'value'
}

/** `startsWith('/')` and the like, where the known end of the text decides. */
function probe(parts: readonly Part[], method: string, sought: string | null): Value {
  const open = unknown({ name: 'condition' })
  if (sought === null) return open
  const whole = parts.every((part) => typeof part === 'string') ? parts.join('') : null
  if (whole !== null) {
    const is =
      method === 'startsWith'
        ? whole.startsWith(sought)
        : method === 'endsWith'
          ? whole.endsWith(sought)
          : whole.includes(sought)
    return { kind: 'literal', value: is }
  }
  const edge = method === 'startsWith' ? parts[0] : method === 'endsWith' ? parts.at(-1) : undefined
  if (method === 'includes')
    return parts.some((part) => typeof part === 'string' && part.includes(sought))
      ? { kind: 'literal', value: true }
      : open
  if (typeof edge !== 'string' || edge.length < sought.length) return open
  return { kind: 'literal', value: method === 'startsWith' ? edge.startsWith(sought) : edge.endsWith(sought) }
}

function sliced(parts: readonly Part[], given: readonly Outcome[][]): Value {
  const [start, end] = given.map((outcomes) => {
    const value = outcomes[0]?.value
    return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined
  })
  const whole = parts.every((part) => typeof part === 'string') ? parts.join('') : null
  if (whole !== null) return text(whole.slice(start ?? 0, end))
  const [head] = parts
  if (typeof head === 'string' && start !== undefined && start >= 0 && start <= head.length && end === undefined)
    return text(head.slice(start), ...parts.slice(1))
  const tail = parts.at(-1)
  if (start === 0 && end !== undefined && end < 0 && typeof tail === 'string' && tail.length >= -end)
    return text(...parts.slice(0, -1), tail.slice(0, end))
  return unknown({ name: 'slice' })
}

function callArray(context: Context, method: string, receiver: Value | null, args: readonly Argument[]): Outcome[] {
  if (receiver?.kind !== 'array') return [outcome(unknown({ name: 'list' }))]
  const given = args.map((arg) => arg.evaluate())
  switch (method) {
    case 'join': {
      const separator = plainText(given[0]?.[0]?.value ?? undefinedValue) ?? ','
      return concatenate(
        receiver.elements.flatMap((element, index) => [
          ...(index > 0 ? [[outcome(text(separator))]] : []),
          element.evaluate().map((one) => one),
        ]),
      )
    }
    case 'filter':
      return [
        outcome({
          kind: 'array',
          elements: receiver.elements.filter((element) => !element.evaluate().every(({ value }) => isEmpty(value))),
        }),
      ]
    case 'concat':
      return [
        outcome({
          kind: 'array',
          elements: [
            ...receiver.elements,
            ...given.flatMap((outcomes, index) => {
              const value = outcomes[0]?.value
              return value?.kind === 'array' ? [...value.elements] : [args[index] as Argument]
            }),
          ],
        }),
      ]
    case 'map':
      return [
        outcome({
          kind: 'array',
          elements: receiver.elements.map((element) => ({
            node: element.node,
            evaluate: () =>
              distinct(
                (given[0] ?? []).flatMap(({ value }) =>
                  value.kind === 'function' ? callFunction(context, value, [element]) : element.evaluate(),
                ),
              ),
          })),
        }),
      ]
    case 'reverse':
    case 'slice':
    case 'sort':
    case 'flat':
      return [outcome(receiver)]
    case 'find':
    case 'at':
    case 'pop':
      return distinct(receiver.elements.flatMap((element) => element.evaluate()))
    default:
      return [outcome(unknown({ name: 'list' }))]
  }
}

function isEmpty(value: Value): boolean {
  return (value.kind === 'literal' && !value.value) || (value.kind === 'text' && value.parts.length === 0)
}

/** `fn.bind(this, a)`, `fn.call(this, a)`, `fn.apply(this, list)`. */
function callFunctionMethod(
  context: Context,
  method: string,
  receiver: Value | null,
  args: readonly Argument[],
): Outcome[] {
  if (!receiver) return [outcome(unknown({ name: 'result' }))]
  if (method === 'bind') return [outcome(receiver)]
  if (receiver.kind === 'function' && method === 'call') return callFunction(context, receiver, args.slice(1))
  return [outcome(unknown({ name: 'result' }))]
}

/** `new URL(path, base)`, `new URLSearchParams(…)`, `new Request(url, init)`, `new XMLHttpRequest()`. */
export function constructBuiltin(
  context: Context,
  builtin: Builtin,
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
    case 'Request':
      return [outcome({ kind: 'object', sources: [{ spread: given(1) }, { key: 'url', outcomes: given(0) }] })]
    default:
      return [outcome(unknown({ name: holeName(node.expression) }))]
  }
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

function originParts([first]: readonly Part[]): string[] {
  const origin = typeof first === 'string' ? /^[a-z][a-z\d+.-]*:\/\/[^/]*/i.exec(first)?.[0] : undefined
  return origin === undefined ? [] : [origin]
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
