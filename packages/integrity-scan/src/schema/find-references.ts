import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { Platform } from '../catalog/find-platform.ts'
import { say } from '../language/phrases.ts'
import { assessColumn } from './assess-column.ts'
import { configuredReferences, type ReferenceSettings } from './configured-references.ts'
import { type CheckableReference, checkableReferences } from './checkable-references.ts'
import { type Place, type SchemaTable, sqlNameOf } from './database-schema.ts'
import { judgeEvidence } from './judge-evidence.ts'
import { type LikelyTarget, type NoTarget, targetFinder } from './likely-target.ts'
import { platformReferences } from './platform-references.ts'
import type { Reference, Rejected } from './reference.ts'
import { sampleValues } from './value-sample.ts'

export interface ReferenceOptions extends ReferenceSettings {
  /** All that there are: `readSchema`. */
  readonly tables: readonly SchemaTable[]
  readonly platform: Platform
  /** Whose tables are looked at; empty for all. What they point to may be in any. */
  readonly schemas: readonly string[]
}

export interface References {
  readonly found: readonly Reference[]
  /** Those whose rows can be looked at for orphans, and are not by a check of the platform. */
  readonly checkable: readonly CheckableReference[]
  /** Columns that were looked at and are not reported, since they are no references, or evidence was lacking. */
  readonly rejected: readonly Rejected[]
  /** How many columns were looked at: those with a foreign key, found, and rejected. */
  readonly looked: number
  /** All tables, with their foreign keys. */
  readonly tables: readonly SchemaTable[]
  readonly durationMs: number
}

/**
 * Finds columns that point to a table without a foreign key, or with one that does not hold for all rows. Values are
 * sampled only of columns that may well be references.
 * @param session in a transaction
 * @throws {RunError} for a reference of the config file that cannot be
 */
export async function findReferences(session: DatabaseClient, options: ReferenceOptions): Promise<References> {
  const started = performance.now()
  const { tables } = options
  const configured = configuredReferences(tables, options)
  const platform = platformReferences(options.platform)
  const known = tables.filter(({ quoted }) => platform.some(({ target }) => target.quoted === quoted))
  const findTarget = targetFinder(tables, known)
  const found: Reference[] = []
  const rejected: Rejected[] = [...configured.unknown]
  let looked = 0
  for (const from of placesIn(tables, options.schemas)) {
    const assessment = assessColumn(from, { tables, configured, platform }, findTarget)
    if (assessment === null) continue
    looked++
    if (assessment === 'enforced') continue
    const outcome = 'because' in assessment ? await weigh(session, from, assessment) : assessment
    if ('reason' in outcome) rejected.push({ what: sqlNameOf(from), reason: outcome.reason })
    else found.push(outcome)
  }
  const { checkable, unreadable } = await checkableReferences(session, found, platform)
  const durationMs = Math.round((performance.now() - started) * 10) / 10
  return { found, checkable, rejected: [...rejected, ...unreadable], looked, tables, durationMs }
}

function placesIn(tables: readonly SchemaTable[], schemas: readonly string[]): readonly Place[] {
  return tables
    .filter(({ schema }) => schemas.length === 0 || schemas.includes(schema))
    .flatMap((table) => table.columns.map((column) => ({ table, column })))
}

async function weigh(session: DatabaseClient, from: Place, target: LikelyTarget): Promise<Reference | NoTarget> {
  const { to, basis } = target
  const unreadable = from.table.unreadable ?? to.table.unreadable
  if (unreadable !== null) return { reason: unreadable }
  const sample = await sampleValues(session, from, to)
  if ('says' in sample) return { reason: say('Its values could not be read: {says}.', { says: sample.says }) }
  const judged = judgeEvidence(target, from.column, sample)
  if ('reason' in judged) return judged
  return { from, to, state: 'no constraint', basis, evidence: judged.evidence, isCertain: false }
}
