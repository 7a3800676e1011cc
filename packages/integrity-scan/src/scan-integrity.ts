import { createProcessHost } from '@m4sh/tools-core/cli'
import {
  type DatabaseAddress,
  type DatabaseClient,
  findDatabaseAddress,
  toRunError,
} from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import type { CsvTable } from '@m4sh/tools-core/reporting'
import { compareScans } from './compare/compare-scans.ts'
import { findEarlier } from './compare/find-earlier.ts'
import type { EarlierScan } from './compare/read-earlier.ts'
import type { Config } from './config.ts'
import type { FixPlan } from './fixes/fix-plan.ts'
import { ignoredKeys } from './ignore/ignore-rule.ts'
import { say } from './language/phrases.ts'
import { type CheckResult, isMade, type ScanResult } from './result.ts'
import { describeTables } from './scan/describe-tables.ts'
import { makeChecks, type Progress } from './scan/make-checks.ts'
import { planRepairs } from './fixes/plan-repairs.ts'
import { openSnapshot, type Snapshot } from './scan/open-snapshot.ts'
import { planChecks, type ScanPlan } from './scan/plan-checks.ts'
import { totalsOf } from './scan/summarize.ts'
import { allRows } from './scan/write-all-rows.ts'

/** What a scan needs of the outside world. */
export interface ScanDeps {
  /** The database; that of the config if left out. */
  readonly address: DatabaseAddress
  /** By which it is decided what is accepted no longer. */
  readonly now: () => Date
  /** An earlier report, `null` where nothing is compared; the one that the config names if left out. */
  readonly earlier: EarlierScan | null
  /** Gets all broken rows, read while the scan's picture of the database is there; `null` where nobody wants them. */
  readonly onAllRows: ((rows: CsvTable) => Promise<void>) | null
  readonly onProgress: (progress: Progress) => void
}

/** A scan that is over, and what a repair needs of it. */
export interface Scan {
  /** The figures, as the JSON report has them. */
  readonly result: ScanResult
  /** Which checks were made, and how they fit to this database. */
  readonly plan: ScanPlan
  /** What a repair is going to do; `null` where none is wanted, or the scan broke off. */
  readonly fixes: FixPlan | null
  /** What a reader of the figures has to know, in whole sentences. */
  readonly warnings: readonly string[]
  /** What has ended it before its end; `null` for nothing. */
  readonly failure: ExpectedError | null
}

/**
 * Makes the checks on one picture of the database, and changes nothing: `await scanIntegrity(createConfig({ databaseUrl }))`.
 * A failure on the way is in what it gives.
 * @param deps replace parts of the outside world
 * @param signal ends it after what is under way was cancelled; the result of what was done comes all the same
 * @throws {UsageError} for a selection that means no check, and for an earlier report that is none
 * @throws {RunError} where the database cannot be used, or lacks a table that the config names
 */
export async function scanIntegrity(
  config: Config,
  deps: Partial<ScanDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Scan> {
  return await scan(config, await withDefaults(config, deps), signal)
}

async function withDefaults(config: Config, deps: Partial<ScanDeps>): Promise<ScanDeps> {
  const address = deps.address ?? findDatabaseAddress(config.databaseUrl ?? undefined, createProcessHost().env)
  return {
    address,
    now: deps.now ?? (() => new Date()),
    earlier: deps.earlier === undefined ? await findEarlier(config, address.name) : deps.earlier,
    onAllRows: deps.onAllRows ?? null,
    onProgress: deps.onProgress ?? (() => undefined),
  }
}

async function scan(config: Config, deps: ScanDeps, signal: AbortSignal): Promise<Scan> {
  const snapshot = await openSnapshot(deps.address, { ...config.database, signal })
  const cancel = (): void => void snapshot.cancel()
  signal.addEventListener('abort', cancel)
  try {
    return await scanSnapshot(snapshot, config, deps, signal)
  } catch (error) {
    throw toRunError(error, deps.address)
  } finally {
    signal.removeEventListener('abort', cancel)
    await snapshot.close()
  }
}

async function scanSnapshot(snapshot: Snapshot, config: Config, deps: ScanDeps, signal: AbortSignal): Promise<Scan> {
  const [session] = snapshot.sessions
  if (session === undefined) throw new TypeError('there is no session')
  const begun = performance.now()
  const ignored = ignoredKeys(config.ignore, deps.now())
  const plan = await planChecks(snapshot.sessions, config, ignored.keys)
  const planned = performance.now()
  const made = await makeChecks(snapshot.sessions, plan.planned, { ...config, signal, onProgress: deps.onProgress })
  const finished = performance.now()
  const { fixes, failure } = await finish(session, plan, made, { config, deps, signal })
  const comparison = deps.earlier === null ? null : compareScans(made.checks, deps.earlier)
  const totals = totalsOf(made.checks, comparison)
  return {
    result: {
      snapshot: {
        connections: snapshot.connections,
        isolation: snapshot.isolation,
        takenAt: snapshot.takenAt,
        serverVersion: snapshot.serverVersion,
        catalogMs: rounded(planned - begun),
        checksMs: rounded(finished - planned),
      },
      tables: describeTables(plan.platform, made.rows),
      checks: [...made.checks],
      ...totals,
      now: totals,
      notChecked: notChecked(plan, made.checks),
      comparison,
      fix: null,
      undo: null,
    },
    plan,
    fixes,
    warnings: [...ignored.warnings, ...(deps.earlier?.warnings ?? [])],
    failure,
  }
}

interface Course {
  readonly config: Config
  readonly deps: ScanDeps
  readonly signal: AbortSignal
}

/** What is done with the rows while the picture of the database is there. What hinders it takes nothing from the checks. */
async function finish(
  session: DatabaseClient,
  plan: ScanPlan,
  made: Awaited<ReturnType<typeof makeChecks>>,
  { config, deps, signal }: Course,
): Promise<Pick<Scan, 'fixes' | 'failure'>> {
  if (made.failure !== null)
    return { fixes: null, failure: signal.aborted ? null : expected(made.failure, deps.address) }
  if (signal.aborted) return { fixes: null, failure: null }
  try {
    await deps.onAllRows?.(allRows(session, plan.planned, made.checks))
    const { fix } = config
    const fixes = fix === null ? null : await planRepairs(session, plan, made.checks, fix.maxRows)
    // Of a plan that was broken off something is missing.
    return { fixes: signal.aborted ? null : fixes, failure: null }
  } catch (error) {
    return { fixes: null, failure: signal.aborted ? null : expected(error, deps.address) }
  }
}

/** @throws what is no answer of a database: a bug */
function expected(error: unknown, address: DatabaseAddress): ExpectedError {
  const told = toRunError(error, address)
  if (told instanceof ExpectedError) return told
  throw told
}

function notChecked({ platform, references }: ScanPlan, checks: readonly CheckResult[]): ScanResult['notChecked'] {
  return [
    ...Object.entries(platform).flatMap(([name, table]) =>
      'missing' in table ? [{ what: say('table of {name}', { name }), reason: table.missing }] : [],
    ),
    ...checks.filter((check) => !isMade(check)).map(({ id, reason }) => ({ what: id, reason: reason ?? '' })),
    ...(references?.rejected ?? []),
  ]
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}
