import { describeSource, UsageError } from '@m4sh/tools-core/cli'
import type { Config } from './config.ts'
import type { flags } from './flags.ts'
import type { RunKey } from './rows/run-id.ts'
import type { Context } from './context.ts'
import { readRunFile, type RunFile } from './runs/run-file.ts'

/** What a run that is gone on with has said of its rows. */
const settledKeys = [
  'user',
  'allUsers',
  'count',
  'perUser',
  'type',
  'locale',
  'payload',
  'readRatio',
  'spread',
  'seed',
  'delay',
  'rate',
  'clear',
  'method',
  'batchSize',
] as const satisfies readonly (keyof typeof flags)[]

/** A run, and what it has said of itself if it is gone on with. */
export interface SettledRun {
  readonly config: Config
  readonly key: RunKey
  readonly resumed: RunFile | null
}

/** @throws {UsageError} for flags that say again what a run has said of its rows */
export function checkSettled({ sources }: Pick<Context, 'sources'>, { task }: Config): void {
  const given = task.kind === 'resume' ? settledKeys.find((name) => sources[name].kind === 'flag') : undefined
  if (given)
    throw new UsageError(`${describeSource(sources[given])} came with --resume`, {
      hint: 'The run has said itself what its rows are: leave it out.',
    })
}

/**
 * With what a run that is gone on with has said of itself.
 * @param begin makes the key of a new run
 * @throws {UsageError} where the file of such a run cannot be used
 */
export async function settleRun(config: Config, begin: () => RunKey): Promise<SettledRun> {
  const { task } = config
  if (task.kind === 'blast') return { config, key: begin(), resumed: null }
  if (task.kind === 'undo') return { config, key: task.run, resumed: null }
  const resumed = await readRunFile(config.runs.folder, task.run)
  const { recipients, rows, method, batchSize, pushedVia } = resumed
  const writing = { ...config.writing, method, batchSize }
  const push = pushedVia === null ? config.push : { ...task.push, via: pushedVia }
  return { config: { ...config, recipients, rows, writing, push, clears: false }, key: task.run, resumed }
}

/** What a run that is gone on with has said stands in the report in place of defaults. */
export function effectiveOptions(
  { recipients, rows, writing }: Config,
  resumed: RunFile | null,
): Record<string, unknown> {
  if (resumed === null) return {}
  return {
    user: recipients.named ?? [],
    allUsers: recipients.named === null,
    count: recipients.count,
    perUser: recipients.named === null && recipients.isPerUser,
    type: rows.types,
    locale: rows.locales,
    payload: rows.payloadFile,
    readRatio: rows.readRatio,
    spread: rows.spreadMs,
    seed: rows.seed,
    delay: rows.intervalMs,
    method: writing.method,
    batchSize: writing.batchSize,
  }
}
