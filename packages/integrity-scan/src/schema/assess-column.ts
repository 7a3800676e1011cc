import { say } from '../language/phrases.ts'
import { referredName, typeColumnBeside } from './column-names.ts'
import { type Place, primaryKeyOf } from './database-schema.ts'
import { type Declarations, declaredReference, isEnforced } from './declared-reference.ts'
import { typeObjection } from './judge-evidence.ts'
import type { LikelyTarget, NoTarget, TargetFinder } from './likely-target.ts'
import type { Reference } from './reference.ts'

/** What can be said of a column by the catalog alone: a target that is likely needs a look at the values. */
export type Assessment = 'enforced' | Reference | LikelyTarget | NoTarget

/** @returns `null` for a column that nobody takes for a reference */
export function assessColumn(from: Place, declarations: Declarations, findTarget: TargetFinder): Assessment | null {
  const name = referredName(from.column.name)
  if (isEnforced(from)) return name === null ? null : 'enforced'
  const declared = declaredReference(from, declarations)
  if (declared !== null || name === null) return declared
  const typeColumn = typeColumnBeside(from.column.name, from.table)
  if (typeColumn !== undefined)
    return {
      reason: say('"{column}" beside it says of each row which table is meant.', { column: typeColumn }),
    }
  const target = findTarget(from, name)
  if ('reason' in target) return isOwnKey(from) ? null : target
  const objection = typeObjection(target, from.column)
  return objection === null ? target : { reason: objection }
}

/** The key that others point to: `users.user_id`. */
function isOwnKey({ table, column }: Place): boolean {
  const [key, another] = primaryKeyOf(table)
  return key === column && another === undefined
}
