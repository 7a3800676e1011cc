import { escapeTerminalJson } from '../terminal/escape.ts'

/** The lists of a result stand at the second level: what lies below fits into memory piece by piece. */
const deepest = 3

/**
 * A value as JSON, indented by two, as `JSON.stringify` writes it; but a piece at a time, and harmless to a terminal.
 * Unknown is `null`, never left out.
 */
export function* jsonPieces(value: unknown, level = 0): Generator<string> {
  const items = level < deepest ? itemsOf(value) : null
  if (!items || items.entries.length === 0) {
    yield inline(value, level)
    return
  }
  const indent = '  '.repeat(level + 1)
  let before = `${items.open}\n${indent}`
  for (const [key, item] of items.entries) {
    const head = key === null ? before : escapeTerminalJson(`${before}${JSON.stringify(key)}: `)
    let isFirst = true
    for (const piece of jsonPieces(item, level + 1)) {
      yield isFirst ? head + piece : piece
      isFirst = false
    }
    before = `,\n${indent}`
  }
  yield `\n${'  '.repeat(level)}${items.close}`
}

interface Items {
  readonly open: '{' | '['
  readonly close: '}' | ']'
  readonly entries: readonly (readonly [key: string | null, item: unknown])[]
}

function itemsOf(value: unknown): Items | null {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return null
  if (Array.isArray(value))
    return { open: '[', close: ']', entries: Array.from(value, (item: unknown) => [null, item]) }
  return { open: '{', close: '}', entries: Object.entries(value) }
}

function inline(value: unknown, level: number): string {
  // No line end of a text is one of JSON: those are escaped.
  return escapeTerminalJson(textOf(value).replaceAll('\n', `\n${'  '.repeat(level)}`))
}

function textOf(value: unknown): string {
  // A replacer is asked for every member, and makes it five times as slow.
  if (!hasUndefined(value)) return JSON.stringify(value, null, 2)
  return JSON.stringify(value, (_key, item: unknown) => (item === undefined ? null : item), 2) ?? 'null'
}

function hasUndefined(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined || typeof value === 'function'
  if ('toJSON' in value) return true
  return Object.values(value).some(hasUndefined)
}
