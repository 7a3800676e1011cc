import { escapeInvisible } from '../terminal/escape.ts'

/** A copy whose texts show the characters that nobody sees: a name may be made so that it reads as another. */
export function withVisibleText<T>(value: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts become texts, all else keeps its shape
  return textsOf(value) as T
}

function textsOf(value: unknown): unknown {
  if (typeof value === 'string') return escapeInvisible(value)
  if (Array.isArray(value)) return value.map(textsOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textsOf(item)]))
}
