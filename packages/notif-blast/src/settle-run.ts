import { describeSource, UsageError } from '@m4sh/tools-core/cli'
import { type Config, pushOf } from './config.ts'
import type { flags } from './flags.ts'
import { makeRunKey, type RunKey } from './rows/run-id.ts'
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

/** With what a run that is gone on with has said of itself. */
export async function settleRun(
  { host, sources, flags }: Context,
  config: Config,
): Promise<{ readonly config: Config; readonly key: RunKey; readonly resumed: RunFile | null }> {
  const { task } = config
  if (task.kind === 'blast') return { config, key: makeRunKey(host.clock.now(), host.uuid()), resumed: null }
  if (task.kind === 'undo') return { config, key: task.run, resumed: null }
  const given = settledKeys.find((name) => sources[name].kind === 'flag')
  if (given)
    throw new UsageError(`${describeSource(sources[given])} came with --resume`, {
      hint: 'The run has said itself what its rows are: leave it out.',
    })
  const resumed = await readRunFile(config.runs.folder, task.run)
  const { recipients, rows, method, batchSize, pushedVia } = resumed
  const writing = { ...config.writing, method, batchSize }
  const push = pushedVia === null ? config.push : { ...pushOf(flags), via: pushedVia }
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
