import { UsageError } from '@m4sh/tools-core/errors'
import type { Range } from './batches/ranges.ts'
import { sizeOf } from './batches/ranges.ts'
import type { Config } from './config.ts'
import { type CustomPayload, readCustomPayload } from './payloads/custom-payload.ts'
import { PayloadPools } from './payloads/payload-pool.ts'
import { meantType, TypeMix } from './payloads/type-mix.ts'
import { findAllUsers, findUsers } from './recipients/find-users.ts'
import { readDetails } from './recipients/recipient-details.ts'
import type { UserIds } from './recipients/recipients.ts'
import { RowMaker } from './rows/row-maker.ts'
import { mostRows, type RunKey } from './rows/run-id.ts'
import { RunRows } from './run-rows/run-rows.ts'
import type { RunFile } from './runs/run-file.ts'
import { digestOf } from './runs/run-file.ts'
import { readCast } from './target/read-cast.ts'
import type { Target } from './target/open-target.ts'
import { say } from './language/phrases.ts'

/** All rows of a run, of which nothing is written yet. */
export interface PreparedRows {
  readonly users: UserIds
  readonly total: number
  readonly maker: RowMaker
  readonly runRows: RunRows
  /** What is to be written: all, or what a run that was stopped has not. */
  readonly ranges: readonly Range[]
  /** How many are in already. */
  readonly present: number
  readonly payloadDigest: string | null
  readonly warnings: readonly string[]
}

export async function findRecipients(target: Target, { recipients }: Config, signal: AbortSignal): Promise<UserIds> {
  if (recipients.named !== null) return await findUsers(target.db, target.users, recipients.named, signal)
  const users = await findAllUsers(target.db, target.users, signal)
  if (users.length > 0) return users
  throw new UsageError(`${target.users.quoted} is empty: there is nobody to notify.`)
}

/** @param resumed the file of the run that is gone on with; its settings stand in the config already */
export async function prepareRows(
  target: Target,
  config: Config,
  { key, users, resumed }: { readonly key: RunKey; readonly users: UserIds; readonly resumed: RunFile | null },
): Promise<PreparedRows> {
  const { rows, recipients } = config
  const total = recipients.count * (recipients.isPerUser ? users.length : 1)
  if (total > mostRows)
    throw new UsageError(`${total} rows are more than a run can hold, which is ${mostRows}.`, {
      hint: 'Make several runs of it.',
    })
  const mix = new TypeMix(rows.types)
  const custom = rows.payloadFile === null ? null : await readCustomPayload(rows.payloadFile, mix.types)
  const payloadDigest = custom?.digest ?? null
  if (resumed) checkSame(resumed, users, total, payloadDigest)
  const payloads = new PayloadPools({
    cast: await readCast(target, users),
    locales: rows.locales,
    seed: rows.seed,
    now: new Date(key.startedMs),
    runId: key.id,
    types: mix.types,
    custom,
  })
  const { intervalMs } = rows
  const maker = new RowMaker({
    key,
    seed: rows.seed,
    users,
    mix,
    payloads,
    recipientOf: payloads.needsRecipient ? await readDetails(target, users) : (id) => ({ id }),
    readRatio: rows.readRatio,
    spreadMs: rows.spreadMs,
    // A microsecond apart where nothing is planned: lists keep their order.
    dueMs: intervalMs === null || intervalMs === 0 ? (row) => row / 1000 : (row) => row * intervalMs,
  })
  const runRows = new RunRows(target.notifications, key)
  const whole = { from: 0, to: total }
  const ranges = resumed ? await missingOf(runRows, target, whole, resumed) : total === 0 ? [] : [whole]
  if (resumed) checkPlace(target, resumed, total - sizeOf(ranges))
  return {
    users,
    total,
    maker,
    runRows,
    ranges,
    present: total - sizeOf(ranges),
    payloadDigest,
    warnings: warningsOf(mix, custom),
  }
}

async function missingOf(
  runRows: RunRows,
  { db }: Target,
  whole: Range,
  { pushedVia }: RunFile,
): Promise<readonly Range[]> {
  return pushedVia === 'http' ? await runRows.missingByNumber(db, whole) : await runRows.missing(db, whole)
}

/** A database that has none of the rows, and is at another address, is another one. */
function checkPlace({ address, notifications }: Target, { run, database, table }: RunFile, present: number): void {
  const here = `${notifications.table.quoted} of ${address.name}`
  if (present > 0 || `${table} of ${database}` === here) return
  throw new UsageError(
    `--resume ${run}: the run wrote into ${table} of ${database}, and ${here} has none of its rows.`,
    {
      hint: 'Give the address of that database with --database-url, and the table with --table.',
    },
  )
}

function checkSame(resumed: RunFile, users: UserIds, total: number, payloadDigest: string | null): void {
  const hint = `Take the run away with --undo ${resumed.run}, and begin anew.`
  if (resumed.total !== total || resumed.users.count !== users.length || resumed.users.digest !== digestOf(users))
    throw new UsageError(`--resume ${resumed.run}: the users are not those of the run any more.`, { hint })
  if (resumed.payloadDigest !== payloadDigest)
    throw new UsageError(`--resume ${resumed.run}: the file of --payload has changed since.`, { hint })
}

function warningsOf({ types }: TypeMix, custom: CustomPayload | null): readonly string[] {
  const meant = types.flatMap((type) => {
    const known = meantType(type)
    return known === undefined
      ? []
      : [say("--type {type} is none of the platform's types. Did you mean {known}?", { type, known })]
  })
  const isSlow = custom?.isRendered === true
  return [
    ...meant,
    ...(isSlow
      ? [say('{file} is rendered for each row, which takes longer than all else.', { file: custom.file })]
      : []),
  ]
}
