import { say } from '../language/phrases.ts'
import type { ConfiguredReferences } from './configured-references.ts'
import { type ForeignKey, labelOf, type Place, type SchemaTable } from './database-schema.ts'
import type { NoTarget } from './likely-target.ts'
import { isColumnOf, type PlatformReference } from './platform-references.ts'
import type { Reference } from './reference.ts'
import { fits } from './type-fit.ts'

/** What is said of references by people, and not inferred. */
export interface Declarations {
  readonly tables: readonly SchemaTable[]
  readonly configured: ConfiguredReferences
  readonly platform: readonly PlatformReference[]
}

/** Whether a foreign key sees to it that what the column points to is there. */
export function isEnforced({ table, column }: Place): boolean {
  return foreignKeysOn(table, column.number).some(({ state }) => state === 'valid')
}

/** What the column points to by a foreign key that is not enforced, by the config file, or in the platform; `null` if none says. */
export function declaredReference(from: Place, declarations: Declarations): Reference | NoTarget | null {
  if (declarations.configured.excluded.has(from.column))
    return { reason: say('The config file says that it points to nothing.') }
  return byConstraint(from, declarations) ?? byConfig(from, declarations) ?? byPlatform(from, declarations)
}

function byConstraint(from: Place, { tables }: Declarations): Reference | NoTarget | null {
  const found = foreignKeysOn(from.table, from.column.number)
  const own = found.find(({ columns }) => columns.length === 1) ?? found[0]
  if (own === undefined || own.state === 'valid') return null
  const { name, state, columns, targetColumns } = own
  if (columns.length > 1)
    return {
      reason: say('The foreign key {name} of several columns is {state}; its rows are not looked at.', { name, state }),
    }
  const table = tables.find(({ oid }) => oid === own.target)
  const column = table?.columns.find(({ number }) => number === targetColumns[0])
  if (table === undefined || column === undefined)
    return {
      reason: say('The foreign key {name} is {state}, and what it points to is not looked at.', { name, state }),
    }
  return {
    from,
    to: { table, column },
    state,
    basis: 'constraint',
    evidence: say('the constraint {name}', { name }),
    isCertain: true,
  }
}

function byConfig(from: Place, { configured }: Declarations): Reference | null {
  const to = configured.targets.get(from.column)
  if (to === undefined) return null
  return { from, to, state: 'no constraint', basis: 'config', evidence: say('the config file'), isCertain: true }
}

function byPlatform(from: Place, { platform, tables }: Declarations): Reference | NoTarget | null {
  const known = platform.find(({ table, column }) => isColumnOf(from, table, column))
  if (known === undefined) return null
  const table = tables.find(({ quoted }) => quoted === known.target.quoted)
  const column = table?.columns.find(({ name }) => name === known.key.name)
  // A view stands for it.
  if (table === undefined || column === undefined) return null
  const to = { table, column }
  if (!fits(from.column, column))
    return {
      reason: say('It is {type}, and {key} is {keyType}.', {
        type: from.column.declared,
        key: labelOf(to),
        keyType: column.declared,
      }),
    }
  const evidence = say('it is the {role} of the platform', { role: known.role })
  return { from, to, state: 'no constraint', basis: 'platform', evidence, isCertain: true }
}

function foreignKeysOn({ foreignKeys }: SchemaTable, column: number): readonly ForeignKey[] {
  return foreignKeys.filter(({ columns }) => columns.includes(column))
}
