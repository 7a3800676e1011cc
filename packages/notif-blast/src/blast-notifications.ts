import { randomUUID } from 'node:crypto'
import { createProcessHost } from '@m4sh/tools-core/cli'
import { findDatabaseAddress, toRunError } from '@m4sh/tools-core/connections/postgres'
import type { BlastDeps, BlastRun } from './blast-run.ts'
import type { Config } from './config.ts'
import { makeRunKey, type RunKey } from './rows/run-id.ts'
import { settleRun } from './settle-run.ts'
import { openTarget } from './target/open-target.ts'
import { undoRun } from './undo-run.ts'
import { writeRun } from './write-run.ts'

/**
 * Makes notifications, or takes them away again: `await blastNotifications(createConfig({ user: 42, count: 1000, databaseUrl }))`.
 * It asks nobody before it writes. A failure on the way is in what it gives; the file of a run that is not whole lies in
 * `runs`, and is all that it writes beside the database.
 * @param deps replace parts of the outside world
 * @param signal ends it after the batch that is under way; the result of what was done comes all the same
 * @throws {UsageError} for users that do not exist, and for files that cannot be used
 * @throws {RunError} where the database or the platform cannot be used, before anything was written
 */
export async function blastNotifications(
  config: Config,
  deps: Partial<BlastDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<BlastRun> {
  const address = deps.address ?? findDatabaseAddress(config.databaseUrl ?? undefined, createProcessHost().env)
  const { key, resumed = null } = deps
  const begin = (): RunKey => makeRunKey(new Date(), randomUUID())
  const run = key === undefined ? await settleRun(config, begin) : { config, key, resumed }
  return await blast(run.config, { ...silent, ...deps, address, key: run.key, resumed: run.resumed }, signal)
}

/** Nobody is asked and nobody is told. */
const silent = {
  agree: () => Promise.resolve(),
  onProgress: () => undefined,
  onPushWay: () => undefined,
  onSecret: () => undefined,
} satisfies Partial<BlastDeps>

async function blast(config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
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
