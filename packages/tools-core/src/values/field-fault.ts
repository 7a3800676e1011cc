import { describeValue } from '../errors/describe-value.ts'
import { valueAt } from './value-at.ts'

/** A field that a file must have: where it stands, which values it may have, and these in words. */
export type WantedField = readonly [path: string, isFit: (value: unknown) => boolean, wanted: string]

/**
 * What is wrong with a value that a file brought: `rows.seed is "x"; it must be a whole number`; `null` for nothing.
 * @param fields in the order in which they are looked at
 */
export function fieldFault(root: unknown, fields: readonly WantedField[]): string | null {
  for (const [path, isFit, wanted] of fields) {
    const value = valueAt(root, path)
    if (!isFit(value)) return `${path} is ${describeValue(value)}; it must be ${wanted}`
  }
  return null
}
