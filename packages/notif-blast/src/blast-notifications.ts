import { toRunError } from '@m4sh/tools-core/connections/postgres'
import type { BlastDeps, BlastRun } from './blast-run.ts'
import type { Config } from './config.ts'
import { openTarget } from './target/open-target.ts'
import { undoRun } from './undo-run.ts'
import { writeRun } from './write-run.ts'

/**
 * Makes notifications, or takes them away again.
 * @param signal ends it after the batch that is under way; the result of what was done comes all the same
 * @throws {UsageError} or {RunError} for what is wrong before anything was written
 */
export async function blastNotifications(config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
  const target = await openTarget(deps.address, config.mapping, signal)
  try {
    const work = config.task.kind === 'undo' ? undoRun : writeRun
    return await work(target, config, deps, signal)
  } catch (error) {
    throw toRunError(error, deps.address)
  } finally {
    await target.close()
  }
}
