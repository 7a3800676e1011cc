import { join } from 'node:path'
import type { DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { agreeToFix } from './agree.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { applyFixes } from './fixes/apply-fixes.ts'
import { plannedOutcome } from './fixes/fix-outcome.ts'
import type { ScanCounts } from './fixes/scan-counts.ts'
import type { CheckResult, FixResult } from './result.ts'
import { makeChecks } from './scan/make-checks.ts'
import { summarize } from './scan/summarize.ts'
import type { Scan } from './scan-integrity.ts'
import type { UndoRun } from './undo/undo-lines.ts'

/**
 * Repairs what a scan has planned, once somebody agrees; `null` where nothing is to be repaired, or the scan did not come to
 * its end.
 * @throws {UsageError} where nobody agrees
 * @throws {RunError} for what the database, or the disk, says; nothing is changed then
 */
export async function repair(
  context: Context,
  { fix, database }: Config,
  address: DatabaseAddress,
  scan: Scan,
  run: UndoRun,
): Promise<FixResult | null> {
  const { fixes } = scan
  if (fix === null || fixes === null) return null
  const manual = needsHuman(scan)
  if (fix.isDryRun) return { ...plannedOutcome(fixes), manual, after: null, afterByCheck: null }
  if (fixes.rows > 0) await agreeToFix(context, fixes, address.name)
  const { signal, log } = context
  const counter = scanCounter(scan, signal)
  const outcome = await applyFixes(
    address,
    fixes,
    {
      run,
      undoFile: join(fix.undoFolder, `${run.id}.jsonl`),
      settings: database,
      scan: counter.scan,
      onProgress: ({ stage, done, total }) => log.progress.update(`Repair: ${stage}  ${done} of ${total} rows`),
    },
    signal,
  )
  log.progress.clear()
  const after = outcome.transaction === 'committed' ? counter.last() : null
  if (after === null) return { ...outcome, manual, after, afterByCheck: null }
  const afterByCheck = Object.fromEntries(after.map(({ id, bySeverity }) => [id, bySeverity]))
  return { ...outcome, manual, after: summarize(after, null), afterByCheck }
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
    const left = isElsewhere ? 0 : count - fixableRows
    const advice = repaired === null ? fix : planned.facts.advice
    return left > 0 ? [{ check: id, count: left, advice }] : []
  })
}

/** Makes the checks of a scan again, in the transaction of a repair, and remembers what came of it. */
function scanCounter({ plan }: Scan, signal: AbortSignal) {
  let last: readonly CheckResult[] | null = null
  return {
    last: () => last,
    scan: async (client: Parameters<typeof makeChecks>[0][number]): Promise<ScanCounts> => {
      const { checks, failure } = await makeChecks([client], plan.planned, {
        limits: { samples: 0, keys: 0 },
        signal,
        onProgress: () => undefined,
      })
      if (failure !== null) throw failure
      last = checks
      return new Map(
        checks
          .filter(({ status }) => status === 'passed' || status === 'failed')
          .map(({ id, bySeverity }) => [id, bySeverity]),
      )
    },
  }
}
