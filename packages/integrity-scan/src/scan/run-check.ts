import type { DatabaseClient, DatabaseFault } from '@m4sh/tools-core/connections/postgres'
import type { PreparedCheck } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import { type CheckResult, type Key, type SampleRow, type Severity, severities } from '../result.ts'
import {
  type Counted,
  countStatement,
  firstRowsStatement,
  fixableStatement,
  type Ignored,
  isFoundByKey,
  sampleStatement,
  shownSql,
} from './check-statements.ts'
import { sampleRow } from '../samples.ts'
import { inSavepoint } from './in-savepoint.ts'
import type { Statement } from './query-builder.ts'

export interface CheckLimits {
  /** Rows that are shown. */
  readonly samples: number
  /** Keys that are kept, so that the next scan can be compared. */
  readonly keys: number
}

/** What a check has found, without what is known of the whole scan. */
export type Found = Pick<
  CheckResult,
  | 'status'
  | 'severity'
  | 'count'
  | 'bySeverity'
  | 'ignored'
  | 'samples'
  | 'fixableRows'
  | 'keys'
  | 'keysComplete'
  | 'durationMs'
  | 'reason'
  | 'sql'
>

/** Asks the database; not once the scan is to end. */
type Ask = <Row extends object>(statement: Statement) => Promise<readonly Row[]>

/** The scan is to end: nothing more is asked. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

/**
 * Makes one check in a session that is in a transaction. What goes wrong with it is told and leaves the transaction as it
 * was; a lost connection is thrown.
 * @param ignored keys as text
 * @param signal ends it before the next statement
 */
export async function runCheck(
  session: DatabaseClient,
  check: PreparedCheck,
  ignored: Ignored,
  limits: CheckLimits,
  signal?: AbortSignal,
): Promise<Found> {
  const started = performance.now()
  const ask: Ask = async <Row extends object>(statement: Statement) => {
    if (signal?.aborted) throw new Stopped()
    return (await session.query<Row>(statement)).rows
  }
  const made = await inSavepoint(session, async () => await findRows(ask, check, ignored, limits)).catch(
    (error: unknown) => {
      if (error instanceof Stopped) return { stopped: say('The scan ended before it.') }
      throw error
    },
  )
  const facts = { durationMs: Math.round((performance.now() - started) * 10) / 10, sql: shownSql(check) }
  if ('answer' in made) return { ...made.answer, ...facts, reason: null }
  const reason = 'stopped' in made ? made.stopped : reasonOf(made.fault)
  return { ...nothing(check), ...facts, status: 'error', reason }
}

async function findRows(
  ask: Ask,
  check: PreparedCheck,
  ignored: Ignored,
  limits: CheckLimits,
): Promise<Omit<Found, 'durationMs' | 'reason' | 'sql'>> {
  const [counted] = await ask<Counted>(countStatement(check, ignored, Math.max(limits.keys, limits.samples)))
  const keys = counted?.keys ?? []
  const found = tallied(check, counted?.counts ?? [], keys.slice(0, limits.keys))
  const samples = isFoundByKey(check.subject)
    ? await readSamples(ask, check, keys.slice(0, limits.samples))
    : await readFirst(ask, check, ignored, Math.min(found.count, limits.samples))
  return { ...found, samples, fixableRows: await countFixable(ask, check, found.count) }
}

/** Of a check that was not made. */
export function nothing({
  severities: [worst],
}: Pick<PreparedCheck, 'severities'>): Omit<Found, 'status' | 'durationMs' | 'reason' | 'sql'> {
  return {
    severity: worst,
    count: 0,
    bySeverity: { critical: 0, warning: 0, info: 0 },
    ignored: 0,
    samples: [],
    fixableRows: 0,
    keys: [],
    keysComplete: false,
  }
}

/** Of a repair that is for other rows than those that were found, or for some of them. */
async function countFixable(ask: Ask, { fix }: PreparedCheck, found: number): Promise<number> {
  if (found === 0 || fix === null || fix.needsFlag !== null) return 0
  if (fix.areBroken) return found
  const [row] = await ask<{ readonly count: number }>(fixableStatement(fix))
  return row?.count ?? 0
}

interface ShownRow {
  readonly key: string | null
  readonly severity: Severity
  readonly row: Record<string, unknown>
}

async function readSamples(ask: Ask, check: PreparedCheck, wanted: NonNullable<Counted['keys']>): Promise<SampleRow[]> {
  if (wanted.length === 0) return []
  const keys = wanted.flatMap(({ key }) => key ?? [])
  const rows = await ask<Pick<ShownRow, 'key' | 'row'>>(sampleStatement(check, keys))
  const byKey = new Map(rows.map(({ key, row }) => [key, row]))
  return wanted.map(({ key, severity }) => sampleRow({ key: keyOf(key), severity, row: byKey.get(key) ?? {} }))
}

async function readFirst(ask: Ask, check: PreparedCheck, ignored: Ignored, limit: number): Promise<SampleRow[]> {
  if (limit === 0) return []
  const rows = await ask<ShownRow>(firstRowsStatement(check, ignored, limit))
  return rows.map(({ key, severity, row }) => sampleRow({ key: keyOf(key), severity, row }))
}

function tallied(
  check: PreparedCheck,
  counts: NonNullable<Counted['counts']>,
  first: NonNullable<Counted['keys']>,
): Omit<Found, 'samples' | 'fixableRows' | 'durationMs' | 'reason' | 'sql'> {
  const countOf = (severity: Severity): number =>
    counts.filter((one) => one.severity === severity && !one.ignored).reduce((sum, { count }) => sum + count, 0)
  const bySeverity = { critical: countOf('critical'), warning: countOf('warning'), info: countOf('info') }
  const count = bySeverity.critical + bySeverity.warning + bySeverity.info
  const [worst] = check.severities
  const keys = keysBeforeGap(first)
  const hasKeys = check.subject.key !== null
  return {
    status: count === 0 ? 'passed' : 'failed',
    severity: severities.find((severity) => bySeverity[severity] > 0) ?? worst,
    count,
    bySeverity,
    ignored: counts.filter(({ ignored }) => ignored).reduce((sum, one) => sum + one.count, 0),
    keys: hasKeys ? keys : null,
    // Rows that share a key cannot be told apart by it, and those without one not at all.
    keysComplete: hasKeys && new Set(keys).size === count,
  }
}

/** Up to the first row without a key: what comes after it would stand in the wrong place. */
function keysBeforeGap(first: NonNullable<Counted['keys']>): Key[] {
  const gap = first.findIndex(({ key }) => key === null)
  return first.slice(0, gap < 0 ? first.length : gap).flatMap(({ key }) => keyOf(key) ?? [])
}

/** Whole numbers as such, as far as they are exact; `"017"` is a text. */
export function keyOf(text: string | null): Key | null {
  if (text === null || !/^(?:0|-?[1-9]\d*)$/.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : text
}

function reasonOf({ kind, says, hint }: DatabaseFault): string {
  if (kind === 'statement-timeout') return say('It took longer than --statement-timeout allows.')
  if (kind === 'lock-timeout') return say('A table was locked for longer than --lock-timeout allows.')
  const sentence = `${says.charAt(0).toUpperCase()}${says.slice(1)}.`
  return hint === undefined ? sentence : `${sentence} ${hint}`
}
