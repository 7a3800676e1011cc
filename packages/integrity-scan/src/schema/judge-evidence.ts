import { say } from '../language/phrases.ts'
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
  const types = { type: column.declared, table: table.label, keyType: key.declared }
  if (column.type === 'int2')
    return say('It is {type}, and the key of {table} is {keyType}: numbers so small are mostly codes.', types)
  return basis === 'table name'
    ? say('It is {type}, and the key of {table} is {keyType}: its name alone is not enough.', types)
    : null
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
  const counted = { existing, values, table: to.table.label }
  const tooFew = say(
    '{#existing} of {#values} different values exist in {table}: too few for a reference by {@because}.',
    { ...counted, because },
  )
  if (basis === 'table name' || familyOf(column) === 'text') {
    if (values < fewestValues)
      return {
        reason: say(
          '{#existing} of {#values} different values exist in {table}: by {@because}, at least {#fewest} are needed.',
          { ...counted, because, fewest: fewestValues },
        ),
      }
    if ((share ?? 0) < existingByName) return { reason: tooFew }
    if (isSmall && !isNear)
      return {
        reason: say(
          '{#existing} of {#values} different values exist in {table}, but all are numbers up to {#most}, which nearly every table has.',
          { ...counted, most: smallNumber },
        ),
      }
  } else if (share !== null && share < existingBySameName) {
    return { reason: tooFew }
  }
  return {
    evidence:
      values === 0
        ? say('{@because}; it has no values yet', { because })
        : say('{@because}; {#existing} of {#values} different values exist in {table}', { ...counted, because }),
  }
}
