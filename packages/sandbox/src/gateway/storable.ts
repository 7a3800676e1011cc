import { malformed } from './client-frame.ts'

/** Deep enough for any drawing; PostgreSQL and JSON.stringify both run out of stack somewhere beyond. */
const maxDepth = 64

/** U+0000, or half of a surrogate pair: JSON can say both, `jsonb` takes neither. */
const unstorable = /[\0\p{Surrogate}]/u

/**
 * Whether PostgreSQL can keep a JSON value as `jsonb`, and JSON can say it again: a number such as 1e400 is read as
 * infinite, and would go on as `null`.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !unstorable.test(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1))
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item, depth + 1))
}

/**
 * @param name what it is of the frame
 * @throws {ProtocolError} for what {@link isStorable} refuses
 */
export function checkStorable(value: unknown, name: string): void {
  if (isStorable(value)) return
  throw malformed(`the ${name} holds U+0000, half a character or too large a number, or is nested too deep`)
}
