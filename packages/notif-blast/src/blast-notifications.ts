import { type DatabaseAddress, databaseFault, toRunError } from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import { sql } from 'kysely'
import { trySurely, withDeadline } from './batches/try-surely.ts'
import type { Config } from './config.ts'
import { findRecipients, prepareRows, type PreparedRows } from './prepare-rows.ts'
import type { UserIds } from './recipients/recipients.ts'
import type { BlastResult } from './result.ts'
import type { RunKey } from './rows/run-id.ts'
import { hasMarker } from './run-rows/marker.ts'
import { digestOf, removeRunFile, type RunFile, writeRunFile } from './runs/run-file.ts'
import { countRows, takeAway } from './taking-away/take-away.ts'
import { Tally } from './tally.ts'
import { checkWritable, openTarget, type Target } from './target/open-target.ts'
import { toResult } from './to-result.ts'
import type { Delivery, DeliveryParts } from './delivery/open-delivery.ts'
import { BinaryRows } from './writers/binary-rows.ts'
import { methodOf, writeRows } from './writers/write-rows.ts'
import { castType } from './writers/target-table.ts'

/** Counting reads a large part of the table. Milliseconds. */
const longestCountMs = 600_000

/** What is going to happen, before anything does. */
export interface BlastPlan {
  readonly users: number
  /** Rows that are going to be written. */
  readonly rows: number
  /** Rows that are there, of the run that is gone on with. */
  readonly present: number
  /** Rows that are going to be removed. */
  readonly removes: number
  readonly table: string
  readonly push: { readonly via: 'http' | 'ws'; readonly reason: string } | null
}

export interface BlastProgress {
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
  readonly what: 'written' | 'removed' | 'pushed'
}

export interface BlastDeps {
  readonly address: DatabaseAddress
  /** Of the run that is begun, gone on with, or taken away. */
  readonly key: RunKey
  /** Of the run that is gone on with. */
  readonly resumed: RunFile | null
  /** Told before anything is touched. @throws where nobody agrees */
  readonly agree: (plan: BlastPlan) => Promise<void>
  readonly onProgress: (progress: BlastProgress) => void
  /** Told of tokens, for the redactor. */
  readonly onSecret: (token: string) => void
}

export interface BlastRun {
  readonly result: BlastResult
  readonly warnings: readonly string[]
  /** What has ended it before its end. */
  readonly failure: ExpectedError | null
  readonly table: string
}

/**
 * Makes notifications, or takes them away again.
 * @param signal ends it after the batch that is under way; the result of what was done comes all the same
 * @throws {UsageError} or {RunError} for what is wrong before anything was written
 */
export async function blastNotifications(config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
  const target = await openTarget(deps.address, config.mapping, signal)
  try {
    return config.task.kind === 'undo'
      ? await undoRun(target, config, deps, signal)
      : await writeRun(target, config, deps, signal)
  } catch (error) {
    throw toRunError(error, deps.address)
  } finally {
    await target.close()
  }
}

async function undoRun(target: Target, config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
  const tally = new Tally()
  const where = hasMarker(target.notifications, deps.key.id)
  const removes = await countRows(target.db, target.notifications, where)
  const table = target.notifications.table.quoted
  await deps.agree({ users: 0, rows: 0, present: 0, removes, table, push: null })
  const cleared = config.isDryRun ? removes : await remove(target, where, removes, deps, signal)
  const counted = config.isDryRun ? null : await countRows(target.db, target.notifications, where)
  if (counted === 0) await removeRunFile(config.runs.folder, deps.key.id)
  const facts = { config, key: deps.key, tally, users: 0, requested: 0, present: 0 }
  const result = toResult({ ...facts, cleared, counted, left: removes - cleared })
  return { result, warnings: [], failure: null, table }
}

async function writeRun(target: Target, config: Config, deps: BlastDeps, signal: AbortSignal): Promise<BlastRun> {
  await checkWritable(target)
  const { key, resumed } = deps
  const users = await findRecipients(target, config, signal)
  const prepared = await prepareRows(target, config, { key, users, resumed })
  const tally = new Tally()
  const delivery = await deliveryOf(config, prepared, { tally, onSecret: deps.onSecret }, signal)
  try {
    const clears = config.clears ? clearedRows(target, config, users) : null
    const removes = clears === null ? 0 : await countRows(target.db, target.notifications, clears)
    const table = target.notifications.table.quoted
    const { total, present } = prepared
    await deps.agree({ users: users.length, rows: total - present, present, removes, table, push: delivery })
    const facts = { config, key, users: users.length, requested: total, present }
    if (config.isDryRun) {
      const result = toResult({
        ...facts,
        tally,
        cleared: removes,
        counted: null,
        copyFormat: copyFormatOf(target, config, prepared),
      })
      return { result, warnings: [...prepared.warnings, ...(delivery?.warnings ?? [])], failure: null, table }
    }
    // First of all: without it nothing is touched.
    if (total > present) await writeRunFile(config.runs.folder, runFileOf(target, config, deps, prepared, delivery))
    const cleared = clears === null ? 0 : await remove(target, clears, removes, deps, signal)
    const failure = await writeAll(target, config, deps, { prepared, tally, delivery }, signal)
    const counted = await countAtLast(target, config, prepared, delivery)
    const result = toResult({
      ...facts,
      tally,
      cleared,
      counted,
      push: delivery?.figures() ?? null,
      copyFormat: copyFormatOf(target, config, prepared),
    })
    if (result.failed === 0) await removeRunFile(config.runs.folder, key.id)
    return { result, warnings: [...prepared.warnings, ...(delivery?.warnings ?? [])], failure, table }
  } finally {
    await delivery?.close()
  }
}

interface Writing {
  readonly prepared: PreparedRows
  readonly tally: Tally
  readonly delivery: Delivery | null
}

/** @returns what has ended it before its end */
async function writeAll(
  target: Target,
  config: Config,
  deps: BlastDeps,
  { prepared, tally, delivery }: Writing,
  signal: AbortSignal,
): Promise<ExpectedError | null> {
  const { maker, ranges, runRows, total, present } = prepared
  const written = (rows: number): void =>
    deps.onProgress({ done: present + rows, total, elapsedMs: tally.elapsedMs, what: 'written' })
  try {
    if (delivery?.makesRows === true) {
      await delivery.pushAll(ranges, signal)
    } else {
      const outcome = await writeRows({
        target,
        maker,
        ranges,
        settings: config.writing,
        intervalMs: config.rows.intervalMs,
        runRows,
        onWritten: async ({ from, to }, dueAt) => {
          const types = Array.from({ length: to - from }, (_, at) => maker.typeOf(from + at))
          tally.batch(types, performance.now() - dueAt)
          written(tally.rows)
          await delivery?.pushCommitted({ from, to }, config.rows.intervalMs === null ? null : dueAt)
        },
        onFault: (kind) => tally.fault(kind),
        signal,
      })
      if (outcome.hasFailed) throw outcome.error
    }
    return null
  } catch (error) {
    const told = toRunError(error, target.address)
    if (!(told instanceof ExpectedError)) throw told
    tally.fault(databaseFault(error)?.kind ?? 'other')
    return told
  } finally {
    tally.end()
    await delivery?.finish(signal)
  }
}

/** Loaded only where somebody is to be told. */
async function deliveryOf(
  config: Config,
  { maker, users }: PreparedRows,
  { tally, onSecret }: Pick<DeliveryParts, 'tally' | 'onSecret'>,
  signal: AbortSignal,
): Promise<Delivery | null> {
  if (config.push === null) return null
  const { openDelivery } = await import('./delivery/open-delivery.ts')
  return await openDelivery({ config, push: config.push, maker, users, tally, onSecret }, signal)
}

async function remove(
  target: Target,
  where: ReturnType<typeof clearedRows>,
  total: number,
  { address, onProgress }: BlastDeps,
  signal: AbortSignal,
): Promise<number> {
  const begun = performance.now()
  const onRemoved = (done: number): void =>
    onProgress({ done, total, elapsedMs: performance.now() - begun, what: 'removed' })
  return await takeAway(target.db, { address, target: target.notifications, where, onRemoved, signal })
}

/** What the chosen users have, of the chosen types if any were chosen. */
function clearedRows({ notifications }: Target, { rows, recipients }: Config, users: UserIds) {
  const { user, type } = notifications.table.columns
  const types = rows.types.map((one) => one.type)
  const isTheirs =
    recipients.named === null
      ? sql`true`
      : sql`${sql.raw(user.quoted)} = ANY (${[...users].map(String)}::${sql.raw(castType(user))}[])`
  const isOfType = types.length === 0 ? sql`true` : sql`${sql.raw(type.quoted)}::text = ANY (${types}::text[])`
  return sql`${isTheirs} AND ${isOfType}`
}

function runFileOf(
  target: Target,
  { recipients, rows }: Config,
  { key, address }: BlastDeps,
  { total, users, payloadDigest }: PreparedRows,
  delivery: Delivery | null,
): RunFile {
  return {
    version: 1,
    run: key.id,
    startedAt: new Date(key.startedMs).toISOString(),
    database: address.name,
    table: target.notifications.table.quoted,
    recipients,
    total,
    users: { count: users.length, digest: digestOf(users) },
    rows,
    payloadDigest,
    isPushedByHttp: delivery?.makesRows === true,
  }
}

/** `null` where it could not be counted, as of a database that has gone. */
async function countAtLast(
  target: Target,
  { writing }: Config,
  { runRows }: PreparedRows,
  delivery: Delivery | null,
): Promise<number | null> {
  const count = async (): Promise<number> => await runRows.count(target.db, delivery?.makesRows !== true)
  const patience = { retryForMs: Math.min(writing.retryForMs, 5000), signal: new AbortController().signal }
  return await trySurely(async () => await withDeadline(longestCountMs, target.breakOff, count), {
    ...patience,
    onFault: () => undefined,
  }).catch(() => null)
}

function copyFormatOf(
  { notifications }: Target,
  { writing }: Config,
  { maker }: PreparedRows,
): 'binary' | 'text' | null {
  if (methodOf(writing) !== 'copy') return null
  return BinaryRows.of(maker, notifications) === null ? 'text' : 'binary'
}
