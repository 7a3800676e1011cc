import type { BlastDeps, BlastRun } from './blast-run.ts'
import type { Config } from './config.ts'
import { hasMarker } from './run-rows/marker.ts'
import { removeRunFile } from './runs/run-file.ts'
import { countRows } from './taking-away/take-away.ts'
import { removeRows } from './taking-away/remove-rows.ts'
import { Tally } from './tally.ts'
import { checkRemovable, type Target } from './target/open-target.ts'
import { toResult } from './to-result.ts'
import { describeColumns } from './writers/target-table.ts'

/** Takes the rows of one run away. */
export async function undoRun(target: Target, config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
  const { key } = deps
  const tally = new Tally()
  const where = hasMarker(target.notifications, key.id)
  const removes = await countRows(target.db, target.notifications, where)
  const table = target.notifications.table.quoted
  if (removes > 0) await checkRemovable(target)
  await deps.agree({ users: 0, rows: 0, present: 0, removes, table, columns: describeColumns(target.notifications) })
  const facts = { config, key, tally, users: 0, requested: 0, present: 0 }
  if (config.isDryRun)
    return { result: toResult({ ...facts, cleared: removes, counted: null }), warnings: [], failure: null, table }
  const { removed, failure } = await removeRows(target, { where, total: removes, deps, tally }, signal)
  const counted = await countRows(target.db, target.notifications, where).catch(() => null)
  // Of a run that has no row here, the rows may be elsewhere.
  if (counted === 0 && removed > 0) await removeRunFile(config.runs.folder, key.id)
  const result = toResult({ ...facts, cleared: removed, counted, left: removes - removed })
  return { result, warnings: [], failure, table }
}
