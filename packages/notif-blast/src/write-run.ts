import { databaseFault, toRunError } from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import { type RawBuilder, sql } from 'kysely'
import { keepTrying, withDeadline } from './batches/keep-trying.ts'
import type { BlastDeps, BlastRun } from './blast-run.ts'
import type { Config } from './config.ts'
import type { Delivery } from './delivery/open-delivery.ts'
import { findRecipients, prepareRows, type PreparedRows } from './prepare-rows.ts'
import type { UserIds } from './recipients/recipients.ts'
import { digestOf, removeRunFile, type RunFile, writeRunFile } from './runs/run-file.ts'
import { removeRows } from './taking-away/remove-rows.ts'
import { countRows } from './taking-away/take-away.ts'
import { Tally } from './tally.ts'
import { checkRemovable, checkWritable, type Target } from './target/open-target.ts'
import { type BlastFacts, toResult } from './to-result.ts'
import { copyFormatOf } from './writers/binary-rows.ts'
import { describeColumns } from './writers/target-table.ts'
import { methodOf, writeRows } from './writers/write-rows.ts'
import { say } from './language/phrases.ts'

/** Counting reads a large part of the table; of a run that was stopped nobody waits for it as long. Milliseconds. */
const longestCountMs = 600_000
const hastyCountMs = 10_000

/** All that a run needs from its plan to its end. */
interface Run {
  readonly target: Target
  readonly config: Config
  readonly deps: BlastDeps
  readonly signal: AbortSignal
  readonly prepared: PreparedRows
  readonly tally: Tally
  /** What is removed before; `null` for nothing. */
  readonly clears: { readonly where: RawBuilder<unknown>; readonly rows: number } | null
}

/** Writes notifications: says what it is going to do, does it, and counts what is there. */
export async function writeRun(
  target: Target,
  config: Config,
  deps: BlastDeps,
  signal: AbortSignal,
): Promise<BlastRun> {
  const { key, resumed } = deps
  const users = await findRecipients(target, config, signal)
  const prepared = await prepareRows(target, config, { key, users, resumed })
  const { total, present, warnings } = prepared
  const clears = config.clears ? await clearing(target, config, users) : null
  const run: Run = { target, config, deps, signal, prepared, tally: new Tally(), clears }
  const table = target.notifications.table.quoted
  const removes = clears?.rows ?? 0
  const reached = clears === null ? Math.min(users.length, total) : users.length
  if (total > present) await checkWritable(target, prepared.maker.settings.mix.types, config.writing.retries)
  if (removes > 0) await checkRemovable(target)
  const columns = describeColumns(target.notifications)
  await deps.agree({ users: reached, rows: total - present, present, removes, table, columns })
  const copyFormat = methodOf(config.writing) === 'copy' ? copyFormatOf(target.notifications) : null
  const facts = { config, key, users: reached, requested: total, present, tally: run.tally, copyFormat }
  if (config.isDryRun) {
    const result = toResult({ ...facts, cleared: removes, counted: null })
    return { result, warnings, failure: null, table }
  }
  return { ...(await act(run, facts)), table }
}

type RunFacts = Omit<BlastFacts, 'cleared' | 'counted'>

async function act(run: Run, facts: RunFacts): Promise<Omit<BlastRun, 'table'>> {
  const { config, deps, signal, prepared, tally, clears, target } = run
  const delivery = await deliveryOf(run)
  try {
    if (delivery) deps.onPushWay(delivery)
    const isWriting = prepared.total > prepared.present
    // First of all: without it nothing is touched.
    if (isWriting) await writeRunFile(config.runs.folder, runFileOf(run, delivery))
    const cleared =
      clears === null
        ? { removed: 0, failure: null }
        : await removeRows(target, { where: clears.where, total: clears.rows, deps, tally }, signal)
    const failure = cleared.failure ?? (isWriting ? await writeAll(run, delivery) : null)
    const counted = isWriting ? await countAtLast(run, delivery) : null
    const push = delivery?.figures() ?? null
    const result = toResult({ ...facts, cleared: cleared.removed, counted, push })
    // What the database does not have, whoever has lost it, may still be written.
    if (result.failed === 0 && result.database.agrees !== false) await removeRunFile(config.runs.folder, deps.key.id)
    const uncounted = isWriting && counted === null ? [say('The rows could not be counted by their marker.')] : []
    return { result, warnings: [...prepared.warnings, ...(delivery?.warnings ?? []), ...uncounted], failure }
  } finally {
    await delivery?.close()
  }
}

/** @returns what has ended it before its end */
async function writeAll(run: Run, delivery: Delivery | null): Promise<ExpectedError | null> {
  const { prepared, signal, tally } = run
  tally.begin()
  const failures: unknown[] = []
  const note = (error: unknown): void => void failures.push(error)
  if (delivery?.makesRows === true) {
    await delivery.pushAll(prepared.ranges, signal).catch(note)
    // They are made as they are pushed: what is under way is a part of it.
    await delivery.finish(signal).catch(note)
    tally.end()
  } else {
    await writeBatches(run, delivery).catch(note)
    tally.end()
    await delivery?.finish(signal).catch(note)
  }
  const [first] = failures
  return first === undefined ? null : failureOf(run, first)
}

/** @throws what is no fault of the outside world */
function failureOf({ target, tally }: Run, error: unknown): ExpectedError {
  const told = toRunError(error, target.address)
  if (!(told instanceof ExpectedError)) throw told
  const fault = databaseFault(error)
  // What a push fails of was counted as it failed.
  if (fault) tally.fault(fault.kind)
  return told
}

async function writeBatches(run: Run, delivery: Delivery | null): Promise<void> {
  const { target, config, deps, prepared, tally, signal } = run
  const { maker, ranges, runRows, total, present } = prepared
  const { intervalMs } = config.rows
  const outcome = await writeRows({
    target,
    maker,
    ranges,
    settings: config.writing,
    intervalMs,
    runRows,
    onWritten: async ({ from, to }, dueAt) => {
      tally.batch(maker.typesOf(from, to), performance.now() - dueAt)
      deps.onProgress({ done: present + tally.rows, total, elapsedMs: tally.elapsedMs, what: 'written' })
      await delivery?.pushCommitted({ from, to }, intervalMs === null ? null : dueAt)
    },
    onFault: (kind) => tally.fault(kind),
    signal,
  })
  if (outcome.hasFailed) throw outcome.error
}

/** Loaded only where somebody is to be told. */
async function deliveryOf({ config, deps, prepared, tally, signal }: Run): Promise<Delivery | null> {
  const { push } = config
  if (push === null || prepared.total === prepared.present) return null
  const { openDelivery } = await import('./delivery/open-delivery.ts')
  const { maker, users, total, present } = prepared
  const onMade = (): void =>
    deps.onProgress({ done: present + tally.rows, total, elapsedMs: tally.elapsedMs, what: 'pushed' })
  return await openDelivery({ config, push, maker, users, tally, onMade, onSecret: deps.onSecret }, signal)
}

/** What the chosen users have, of the chosen types if any were chosen. */
async function clearing(target: Target, { rows, recipients }: Config, users: UserIds): Promise<Run['clears']> {
  const { user, type } = target.notifications.table.columns
  const types = rows.types.map((one) => one.type)
  const isTheirs =
    recipients.named === null
      ? sql`true`
      : sql`${sql.raw(user.quoted)} = ANY (${[...users].map(String)}::${sql.raw(user.baseType)}[])`
  const isOfType = types.length === 0 ? sql`true` : sql`${sql.raw(type.quoted)}::text = ANY (${types}::text[])`
  const where = sql`${isTheirs} AND ${isOfType}`
  return { where, rows: await countRows(target.db, target.notifications, where) }
}

function runFileOf({ target, config, deps, prepared }: Run, delivery: Delivery | null): RunFile {
  const { recipients, rows, writing } = config
  return {
    version: 1,
    run: deps.key.id,
    startedAt: new Date(deps.key.startedMs).toISOString(),
    database: deps.address.name,
    table: target.notifications.table.quoted,
    recipients,
    total: prepared.total,
    users: { count: prepared.users.length, digest: digestOf(prepared.users) },
    rows,
    payloadDigest: prepared.payloadDigest,
    method: writing.method,
    batchSize: writing.batchSize,
    pushedVia: delivery?.via ?? null,
  }
}

/** `null` where it could not be counted, as of a database that has gone. */
async function countAtLast({ target, config, prepared, deps, signal }: Run, delivery: Delivery | null) {
  // The platform has made ids of its own, this time or before.
  const hasOwnIds = delivery?.makesRows !== true && deps.resumed?.pushedVia !== 'http'
  const count = async (): Promise<number> => await prepared.runRows.count(target.db, hasOwnIds)
  const deadlineMs = signal.aborted ? hastyCountMs : longestCountMs
  return await keepTrying(async () => await withDeadline(deadlineMs, target.breakOff, count), {
    retryForMs: Math.min(config.writing.retryForMs, 5000),
    signal: new AbortController().signal,
    onFault: () => undefined,
  }).catch(() => null)
}
