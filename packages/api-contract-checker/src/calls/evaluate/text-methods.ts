import type { ts } from '../syntax/compiler.ts'
import { concatenate } from './texts.ts'
import { holeName } from './hole-names.ts'
import { combine, listOf, numberOf, outcome } from './outcomes.ts'
import {
  mergeParts,
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
    case 'indexOf':
      return [outcome(indexIn(receiver.parts, plainText(given[0]?.[0]?.value ?? undefinedValue)))]
    case 'charAt':
    case 'at':
      return [outcome(charAt(receiver.parts, numberOf(given[0]) ?? 0))]
    case 'slice':
    case 'substring':
      return [outcome(sliced(receiver.parts, given.map(numberOf)))]
    case 'substr': {
      const [start, length] = given.map(numberOf)
      const end = start === undefined || length === undefined ? undefined : start + length
      return [outcome(sliced(receiver.parts, given.length > 1 ? [start, end] : [start]))]
    }
    case 'split': {
      const whole = plainText(receiver)
      const separator = plainText(given[0]?.[0]?.value ?? undefinedValue)
      return whole === null || separator === null
        ? [outcome(unknown({ name: holeName(node) }))]
        : [listOf(whole.split(separator).map((piece) => [outcome(text(piece))]))]
    }
    case 'toLowerCase':
      return [outcome(text(...receiver.parts.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))))]
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
  const whole = parts.length < 2 ? plainText({ kind: 'text', parts }) : null
  const given = plainText(replacement)
  // `$1` and the like mean what they mean at run time.
  if (whole !== null && given !== null)
    return text(all ? replaceAllIn(whole, search, given) : whole.replace(search, given))
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

function replaceAllIn(whole: string, search: string | RegExp, given: string): string {
  if (typeof search === 'string') return whole.replaceAll(search, given)
  return whole.replace(search.global ? search : new RegExp(search.source, `${search.flags}g`), given)
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

/** `startsWith('/')` and the like, where the known parts of the text decide. */
function probe(parts: readonly Part[], method: string, sought: string | null): Value {
  const open = unknown({ name: 'condition' })
  if (sought === null) return open
  if (method === 'includes') {
    const at = indexOf(parts, sought)
    const isSomewhere = parts.some((part) => typeof part === 'string' && part.includes(sought))
    return isSomewhere || at !== null ? { kind: 'literal', value: isSomewhere } : open
  }
  const isStart = method === 'startsWith'
  const edge = isStart ? parts[0] : parts.at(-1)
  // An open text behind the edge may go on with what is missing.
  if (typeof edge !== 'string' || (edge.length < sought.length && parts.length > 1))
    return parts.length === 0 ? { kind: 'literal', value: sought === '' } : open
  return { kind: 'literal', value: isStart ? edge.startsWith(sought) : edge.endsWith(sought) }
}

function indexIn(parts: readonly Part[], sought: string | null): Value {
  const at = sought === null ? null : indexOf(parts, sought)
  return at === null ? unknown({ name: 'index' }) : { kind: 'literal', value: at }
}

/** Where a text begins with something; `null` where an open part may hold it. */
function indexOf(parts: readonly Part[], sought: string): number | null {
  const [head] = parts
  if (typeof head === 'string' && head.includes(sought)) return head.indexOf(sought)
  if (parts.every((part) => typeof part === 'string')) return -1
  // What is put into a path is a piece of it: only a whole address or a query brings a `?` along.
  const isPath = parts.some((part) => typeof part === 'string' && part.includes('/'))
  const isFree = parts.every((part) => (typeof part === 'string' ? !part.includes(sought) : part.kind !== 'query'))
  return (sought === '?' || sought === '&') && isPath && isFree ? -1 : null
}

/** One character of a text, as far as it is known. */
export function charAt(parts: readonly Part[], index: number): Value {
  const [head = ''] = index < 0 ? [parts.at(-1)] : parts
  const found = typeof head === 'string' ? head.at(index) : undefined
  if (found !== undefined) return text(found)
  return parts.length < 2 && typeof head === 'string' ? undefinedValue : unknown({ name: 'character' })
}

/** Whether a regular expression matches, where the known parts of the text decide. */
export function matches(pattern: RegExp, parts: readonly Part[]): boolean | null {
  const [head = ''] = parts
  const isWhole = parts.every((part) => typeof part === 'string')
  const isAnchored = pattern.source.startsWith('^') && typeof head === 'string' && head !== ''
  if (!isWhole && !isAnchored) return null
  const sample = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('')
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(sample)
}

function sliced(parts: readonly Part[], given: readonly (number | undefined)[]): Value {
  const [start, end] = given
  if (start === undefined || (given.length > 1 && end === undefined)) return unknown({ name: 'slice' })
  const whole = parts.every((part) => typeof part === 'string') ? parts.join('') : null
  if (whole !== null) return text(whole.slice(start, end))
  const [head] = parts
  if (typeof head === 'string' && start >= 0 && start <= head.length && end === undefined)
    return text(head.slice(start), ...parts.slice(1))
  const tail = parts.at(-1)
  if (start === 0 && end !== undefined && end < 0 && typeof tail === 'string' && tail.length >= -end)
    return text(...parts.slice(0, -1), tail.slice(0, end))
  return unknown({ name: 'slice' })
}
