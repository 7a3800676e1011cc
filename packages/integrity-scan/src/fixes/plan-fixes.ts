import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import type { PreparedFix } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import type { FixActionResult, Sample } from '../result.ts'
import { inSavepoint } from '../scan/in-savepoint.ts'
import { keyOf } from '../scan/run-check.ts'
import type { FixPlan, FixToPlan, PlannedFix } from './fix-plan.ts'
import { type Circumstances, obstacleTo, readTableFacts } from './obstacle.ts'
import { readForeignKeysOf } from './outgoing-references.ts'
import { PackedList } from './packed-list.ts'
import { plannedRowsStatement, samplesStatement, unplannedRowsStatement } from './plan-statements.ts'
import { mergeReferences, readForeignKeysTo, readKnownReferencesTo, type RowReference } from './row-references.ts'
import { readTableShape } from './table-shape.ts'

export interface PlanOptions {
  /** What is known to point to rows where no constraint says so. */
  readonly references: readonly RowReference[]
  /** More rows than that are not repaired by one run. */
  readonly maxRows: number
}

const sampleRows = 20
const fetchRows = 5000

/**
 * Finds out which rows the repairs are for, as the session's transaction sees the database. Nothing is changed. A repair
 * whose flag was not given is passed over.
 * @throws {RunError} for more rows than one run may change
 * @throws what PostgreSQL says
 */
export async function planFixes(
  session: DatabaseClient,
  wanted: readonly FixToPlan[],
  options: PlanOptions,
): Promise<FixPlan> {
  const fixes: PlannedFix[] = []
  const unplanned: FixActionResult[] = []
  const count = (): number => fixes.reduce((sum, { rows }) => sum + rows.length, 0)
  // By default a cursor's plan is made for its first rows.
  await session.query(`SELECT pg_catalog.set_config('cursor_tuple_fraction', '1', true)`)
  for (const one of wanted.filter(({ check }) => check.fix.needsFlag === null)) {
    const planned = await planOne(session, one, { ...options, room: options.maxRows - count() })
    if (typeof planned === 'string') unplanned.push(await leaveAll(session, one, planned))
    else fixes.push(planned)
  }
  return { fixes, unplanned, rows: count() }
}

type OneOptions = PlanOptions & { readonly room: number }

/** @returns why it cannot be made, if so */
async function planOne(session: DatabaseClient, one: FixToPlan, options: OneOptions): Promise<PlannedFix | string> {
  const { fix } = one.check
  const circumstances = await readCircumstances(session, fix, options.references)
  const obstacle = obstacleTo(one, circumstances)
  if (obstacle !== null) return obstacle
  const { shape, references, facts } = circumstances
  const outcome = await inSavepoint(session, async () => await readRows(session, one, options))
  if ('fault' in outcome) return say('the database refuses: {says}', { says: outcome.fault.says })
  const rows = outcome.answer
  const event = fix.change.kind === 'delete' ? 'onDelete' : 'onUpdate'
  const triggers = facts.triggers.filter((trigger) => trigger[event]).map(({ name }) => name)
  const foreignKeys = (await readForeignKeysOf(session, shape)).filter(({ isReadable }) => isReadable)
  const samples = await readSamples(session, one, { shape, rows })
  return { fix, shape, references, foreignKeys, rows, triggers, samples }
}

async function readCircumstances(
  session: DatabaseClient,
  { table, key }: PreparedFix,
  references: readonly RowReference[],
): Promise<Circumstances> {
  const shape = await readTableShape(session, table.schema, table.name)
  if (shape === null) throw new RunError(`${table.quoted} has been dropped during the scan.`)
  const facts = await readTableFacts(session, shape, key.name)
  return {
    shape,
    facts,
    references: mergeReferences(
      await readForeignKeysTo(session, shape),
      await readKnownReferencesTo(session, references, shape),
    ),
  }
}

async function readRows(
  session: DatabaseClient,
  { check: { fix }, ignoredKeys }: FixToPlan,
  { room, maxRows }: OneOptions,
): Promise<PlannedFix['rows']> {
  const rows: PlannedFix['rows'] = new PackedList()
  await session.query(plannedRowsStatement(fix, ignoredKeys))
  for (;;) {
    const { rows: found } = await session.query<{ readonly key: string; readonly version: string }>(
      `FETCH ${fetchRows} FROM planned`,
    )
    if (found.length === 0) break
    rows.push(...found.map(({ key, version }) => [key, version] as const))
    if (rows.length > room) throw tooMany(maxRows)
  }
  await session.query('CLOSE planned')
  return rows
}

async function readSamples(
  session: DatabaseClient,
  { check: { fix }, severity }: FixToPlan,
  { shape, rows }: Pick<PlannedFix, 'shape' | 'rows'>,
): Promise<Sample[]> {
  const [first = []] = rows.parts()
  const keys = first.slice(0, sampleRows).map(([key]) => key)
  const { text, values } = samplesStatement(fix, shape, keys)
  const { rows: found } = await session.query<{ readonly key: string; readonly row: Sample['row'] }>(text, values)
  return found.map(({ key, row }) => ({ key: keyOf(key), severity, row }))
}

function tooMany(maxRows: number): RunError {
  return new RunError(
    `More than ${maxRows.toLocaleString('en')} rows would be repaired, which is more than one run may change.`,
    { hint: 'Repair some checks at a time, with --only.' },
  )
}

/** Where the database refuses to count the rows, their number is 0, and the reason is told all the same. */
async function leaveAll(
  session: DatabaseClient,
  { check: { fix }, ignoredKeys }: FixToPlan,
  reason: string,
): Promise<FixActionResult> {
  const { text, values } = unplannedRowsStatement(fix, ignoredKeys, sampleRows)
  const outcome = await inSavepoint(
    session,
    async () => await session.query<{ readonly count: number; readonly keys: string[] }>(text, values),
  )
  const [found] = 'answer' in outcome ? outcome.answer.rows : []
  const keys = (found?.keys ?? []).flatMap((key) => keyOf(key) ?? [])
  const left = found?.count === 0 ? [] : [{ count: found?.count ?? 0, reason, keys }]
  return { check: fix.check, action: fix.done, table: fix.table.quoted, count: 0, undo: null, left, samples: [] }
}
