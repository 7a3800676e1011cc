import type { SchemaColumn } from './database-schema.ts'
import type { LikelyTarget, NoTarget } from './likely-target.ts'
import { familyOf, isSameType } from './type-fit.ts'
import { smallNumber, type ValueSample } from './value-sample.ts'

/** Enough to tell a reference from numbers that happen to exist. */
const fewestValues = 5
const existingByName = 0.9
/**
 * Where columns of the same name have a foreign key, only values of which most do not exist speak against it: a table
 * that nothing guards may well be half broken.
 */
const existingBySameName = 1 / 3

/** What speaks against a target before its values are looked at; `null` if nothing does. */
export function typeObjection(
  { to: { column: key, table }, basis }: LikelyTarget,
  column: SchemaColumn,
): string | null {
  if (isSameType(column, key)) return null
  const types = `It is ${column.declared}, and the key of ${table.label} is ${key.declared}`
  if (column.type === 'int2') return `${types}: numbers so small are mostly codes.`
  return basis === 'table name' ? `${types}: its name alone is not enough.` : null
}

/**
 * Weighs a sample of values. A name alone needs at least five different values of which nine in ten exist, and so does any
 * text; a foreign key of the same name elsewhere needs that not most are missing.
 */
export function judgeEvidence(
  { to, basis, because, isNear }: LikelyTarget,
  column: SchemaColumn,
  { values, existing, isSmall }: ValueSample,
): { readonly evidence: string } | NoTarget {
  const share = values === 0 ? null : existing / values
  const counted = `${existing} of ${values} different values exist in ${to.table.label}`
  if (basis === 'table name' || familyOf(column) === 'text') {
    if (values < fewestValues) return { reason: `${counted}: by ${because}, at least ${fewestValues} are needed.` }
    if ((share ?? 0) < existingByName) return { reason: `${counted}: too few for a reference by ${because}.` }
    if (isSmall && !isNear)
      return { reason: `${counted}, but all are numbers up to ${smallNumber}, which nearly every table has.` }
  } else if (share !== null && share < existingBySameName) {
    return { reason: `${counted}: too few for a reference by ${because}.` }
  }
  return { evidence: values === 0 ? `${because}; it has no values yet` : `${because}; ${counted}` }
}
