import { isRecord } from '../../values/is-record.ts'

/** Numbers that are none, or endless, anywhere in a value: nobody can have meant them. */
export function strayNumbers(value: unknown, path: string, depth = 0): readonly string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`]
  if (depth > 8) return []
  if (Array.isArray(value)) return value.flatMap((part, at) => strayNumbers(part, `${path}[${at}]`, depth + 1))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, part]) => strayNumbers(part, `${path}.${key}`, depth + 1))
}
