import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createProcessHost, packageVersion } from '@m4sh/tools-core/cli'
import { type DatabaseAddress, findDatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import type { Config } from './config.ts'
import { applyFixes, type FixDeps } from './fixes/apply-fixes.ts'
import { plannedOutcome } from './fixes/fix-outcome.ts'
import type { FixPlan } from './fixes/fix-plan.ts'
import type { ScanCounts } from './fixes/scan-counts.ts'
import { type CheckResult, type FixResult, isMade } from './result.ts'
import { makeChecks } from './scan/make-checks.ts'
import { summarize } from './scan/summarize.ts'
import type { Scan } from './scan-integrity.ts'
import type { UndoRun } from './undo/undo-lines.ts'

/** What became of a repair. */
export interface Repaired {
  readonly fix: FixResult
  /** The checks as they were made after it, of those that are wanted; `null` where nothing was changed. */
  readonly after: readonly CheckResult[] | null
  /** Why nothing was done: nobody agreed, another repair is under way, the database or the disk says no. */
  readonly failure: ExpectedError | null
}

/** What a repair needs of the outside world. */
export interface RepairDeps {
  /** The database that was scanned; that of the config if left out. */
  readonly address: DatabaseAddress
  /** By which the undo file is named, and known; made anew if left out. */
  readonly run: UndoRun
  /** Told of the plan before anything is changed; agrees if left out. @throws {ExpectedError} where nobody agrees */
  readonly agree: (plan: FixPlan) => Promise<void>
  readonly onProgress: FixDeps['onProgress']
}

/**
 * Repairs what a scan with `fix: true` has planned, in one transaction:
 * `await repairScan(await scanIntegrity(config), config)`. What hinders it is in what it gives; the scan stands all the
 * same. With `dryRun: true` it tells what would be done.
 * @param config the one of the scan; its undo folder takes a file from which {@link undoRepair} brings the rows back
 * @param signal before the commit it leaves everything as it was
 * @returns `null` where nothing was to be repaired, or the scan broke off
 * @throws {DatabaseError} for what the database says to anything but single rows; nothing is changed then
 */
export async function repairScan(
  scan: Scan,
  config: Config,
  deps: Partial<RepairDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Repaired | null> {
  return await repairWith(scan, config, withDefaults(config, deps), signal)
}

function withDefaults({ databaseUrl }: Config, deps: Partial<RepairDeps>): RepairDeps {
  return {
    address: deps.address ?? findDatabaseAddress(databaseUrl ?? undefined, createProcessHost().env),
    run: deps.run ?? {
      id: randomUUID(),
      tool: packageVersion(import.meta.url),
      startedAt: new Date().toISOString(),
    },
    agree: deps.agree ?? (() => Promise.resolve()),
    onProgress: deps.onProgress ?? (() => undefined),
  }
}

async function repairWith(scan: Scan, config: Config, deps: RepairDeps, signal: AbortSignal): Promise<Repaired | null> {
  const { fixes } = scan
  if (config.fix === null || fixes === null) return null
  const manual = needsHuman(scan)
  const planned = { ...plannedOutcome(fixes), manual, after: null, afterByCheck: null }
  if (config.fix.isDryRun) return { fix: planned, after: null, failure: null }
  try {
    if (fixes.rows > 0) await deps.agree(fixes)
    return await apply({ scan, fixes, manual, config }, deps, signal)
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const actions = planned.actions.map((action) => ({ ...action, count: 0 }))
    const fix = { ...planned, dryRun: false, reason: error.message, actions }
    return { fix, after: null, failure: error }
  }
}

interface Job {
  readonly scan: Scan
  readonly fixes: FixPlan
  readonly manual: FixResult['manual']
  readonly config: Config
}

async function apply(
  { scan, fixes, manual, config }: Job,
  { address, run, onProgress }: RepairDeps,
  signal: AbortSignal,
): Promise<Repaired> {
  const { fix, database, limits } = config
  const counter = scanCounter(scan, limits.keys, signal)
  const outcome = await applyFixes(
    address,
    fixes,
    {
      run,
      undoFile: join(fix?.undoFolder ?? '', `${run.id}.jsonl`),
      settings: database,
      scan: counter.scan,
      onProgress,
    },
    signal,
  )
  const all = outcome.transaction === 'committed' ? counter.last() : null
  if (all === null) return { fix: { ...outcome, manual, after: null, afterByCheck: null }, after: null, failure: null }
  const wanted = new Set(scan.result.checks.map(({ id }) => id))
  const after = all.filter(({ id }) => wanted.has(id))
  const made = after.filter(isMade)
  const afterByCheck = Object.fromEntries(made.map(({ id, bySeverity }) => [id, bySeverity]))
  return { fix: { ...outcome, manual, after: summarize(after, null), afterByCheck }, after, failure: null }
}

/** Rows that `--fix`, as it was asked for, does nothing about. */
function needsHuman({ plan, result }: Scan): FixResult['manual'] {
  return result.checks.flatMap(({ id, status, count, fixableRows, fix }, at) => {
    const planned = plan.planned[at]
    if (status !== 'failed' || planned === undefined) return []
    const repaired = planned.kind === 'query' && planned.check.fix?.needsFlag === null ? planned.check.fix : null
    // Repairs of another table are for all rows of the check.
    const isElsewhere =
      repaired !== null && planned.kind === 'query' && repaired.table.quoted !== planned.check.subject.table
    const left = isElsewhere || repaired?.mendsOthers === true ? 0 : count - fixableRows
    const advice = repaired === null ? fix : planned.facts.advice
    return left > 0 ? [{ check: id, count: left, advice }] : []
  })
}

/** Makes all checks in the transaction of a repair, those that nobody wants too, and remembers what came of it. */
function scanCounter({ plan }: Scan, keys: number, signal: AbortSignal) {
  let last: readonly CheckResult[] | null = null
  return {
    last: () => last,
    scan: async (client: Parameters<typeof makeChecks>[0][number]): Promise<ScanCounts> => {
      const options = { limits: { samples: 0, keys }, signal, onProgress: () => undefined }
      const { checks, failure } = await makeChecks([client], plan.all, options)
      if (failure !== null) throw failure
      last = checks
      return new Map(checks.filter(isMade).map(({ id, bySeverity }) => [id, bySeverity]))
    },
  }
}
