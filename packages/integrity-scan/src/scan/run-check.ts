import type { DatabaseClient, DatabaseFault } from '@m4sh/tools-core/connections/postgres'
import type { PreparedCheck } from '../checks/prepared-check.ts'
import { type CheckResult, type Key, type SampleRow, type Severity, severities } from '../result.ts'
import { type Counted, countStatement, fixableStatement, sampleStatement, shownSql } from './check-statements.ts'
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

/**
 * Makes one check in a session that is in a transaction. What goes wrong with it is told and leaves the transaction as it
 * was; a lost connection is thrown.
 * @param ignored keys as text
 */
export async function runCheck(
  session: DatabaseClient,
  check: PreparedCheck,
  ignored: readonly string[] | 'all',
  limits: CheckLimits,
): Promise<Found> {
  const started = performance.now()
  const outcome = await inSavepoint(session, async () => {
    const { counts, keys } = await countRows(
      session,
      countStatement(check, ignored, Math.max(limits.keys, limits.samples)),
    )
    const samples = await readSamples(session, check, (keys ?? []).slice(0, limits.samples))
    const found = tallied(check, counts ?? [], (keys ?? []).slice(0, limits.keys))
    return { ...found, samples, fixableRows: await countFixable(session, check, found.count) }
  })
  const facts = { durationMs: Math.round((performance.now() - started) * 10) / 10, sql: shownSql(check) }
  if ('answer' in outcome) return { ...outcome.answer, ...facts, reason: null }
  return { ...nothing(check), ...facts, status: 'error', reason: reasonOf(outcome.fault) }
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
async function countFixable(session: DatabaseClient, { fix }: PreparedCheck, found: number): Promise<number> {
  if (found === 0 || fix === null || fix.needsFlag !== null) return 0
  if (fix.areBroken) return found
  const { text, values } = fixableStatement(fix)
  const { rows } = await session.query<{ readonly count: number }>(text, values)
  return rows[0]?.count ?? 0
}

async function countRows(session: DatabaseClient, { text, values }: Statement): Promise<Counted> {
  const { rows } = await session.query<Counted>(text, values)
  return rows[0] ?? { counts: null, keys: null }
}

async function readSamples(
  session: DatabaseClient,
  check: PreparedCheck,
  wanted: NonNullable<Counted['keys']>,
): Promise<SampleRow[]> {
  if (wanted.length === 0 || check.subject.key === null) return []
  const { text, values } = sampleStatement(
    check,
    wanted.map(({ key }) => key ?? ''),
  )
  const { rows } = await session.query<{ readonly key: string; readonly row: Record<string, unknown> }>(text, values)
  const byKey = new Map(rows.map(({ key, row }) => [key, row]))
  return wanted.map(({ key, severity }) => sampleRow({ key: keyOf(key), severity, row: byKey.get(key ?? '') ?? {} }))
}

function tallied(
  check: PreparedCheck,
  counts: NonNullable<Counted['counts']>,
  keys: NonNullable<Counted['keys']>,
): Omit<Found, 'samples' | 'fixableRows' | 'durationMs' | 'reason' | 'sql'> {
  const countOf = (severity: Severity): number =>
    counts.filter((one) => one.severity === severity && !one.ignored).reduce((sum, { count }) => sum + count, 0)
  const bySeverity = { critical: countOf('critical'), warning: countOf('warning'), info: countOf('info') }
  const count = bySeverity.critical + bySeverity.warning + bySeverity.info
  const [worst] = check.severities
  const hasKeys = check.subject.key !== null
  return {
    status: count === 0 ? 'passed' : 'failed',
    severity: severities.find((severity) => bySeverity[severity] > 0) ?? worst,
    count,
    bySeverity,
    ignored: counts.filter(({ ignored }) => ignored).reduce((sum, one) => sum + one.count, 0),
    keys: hasKeys ? keys.flatMap(({ key }) => keyOf(key) ?? []) : null,
    keysComplete: hasKeys && keys.length === count,
  }
}

/** Whole numbers as such, as far as they are exact; `"017"` is a text. */
export function keyOf(text: string | null): Key | null {
  if (text === null || !/^(?:0|-?[1-9]\d*)$/.test(text)) return text
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : text
}

function reasonOf({ kind, says, hint }: DatabaseFault): string {
  if (kind === 'statement-timeout') return 'It took longer than --statement-timeout allows.'
  if (kind === 'lock-timeout') return 'A table was locked for longer than --lock-timeout allows.'
  const sentence = `${says.charAt(0).toUpperCase()}${says.slice(1)}.`
  return hint === undefined ? sentence : `${sentence} ${hint}`
}
