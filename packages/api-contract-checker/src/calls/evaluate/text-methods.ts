import type { ts } from '../syntax/compiler.ts'
import { concatenate } from './evaluate.ts'
import { holeName } from './hole-names.ts'
import {
  combine,
  listOf,
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

/** Methods of a text of which parts may be open. */
export function callText(
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
