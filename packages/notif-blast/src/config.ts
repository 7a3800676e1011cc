import { UsageError } from '@m4sh/tools-core/cli'
import { gatewayUrl } from '@m4sh/tools-core/connections/websocket'
import type { Flags } from './flags.ts'
import type { TypeWeight } from './payloads/type-mix.ts'
import { mostRows, readRunKey, type RunKey } from './rows/run-id.ts'
import type { Role } from './writers/target-table.ts'

export interface RecipientConfig {
  /** Ids and email addresses; `null` for all users. */
  readonly named: readonly string[] | null
  readonly count: number
  /** Whether the count is that of each user. */
  readonly isPerUser: boolean
}

/** What the rows are made of; with the run's key and the users, it says all of every row. */
export interface RowConfig {
  /** Empty for the usual mix. */
  readonly types: readonly TypeWeight[]
  readonly locales: readonly ('uk' | 'en')[]
  readonly payloadFile: string | null
  readonly readRatio: number
  readonly spreadMs: number
  readonly seed: number
  /** Between two rows; `null` for as fast as it goes. */
  readonly intervalMs: number | null
}

export interface WriteConfig {
  readonly method: 'copy' | 'insert'
  readonly batchSize: number
  readonly connections: number
  readonly asyncCommit: boolean
  readonly batchTimeoutMs: number
  readonly retries: number
  readonly retryForMs: number
}

export interface PushConfig {
  readonly via: 'auto' | 'http' | 'ws'
  readonly concurrency: number
  readonly queue: number
  readonly listen: boolean
  readonly listenTimeoutMs: number
}

export interface MappingConfig {
  readonly table: string | null
  readonly userTable: string | null
  readonly columns: Readonly<Partial<Record<Role, string>>>
}

export interface PlatformConfig {
  readonly apiUrl: string
  readonly url: string
  readonly token: string | null
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly tokensFile: string | null
  readonly usersFile: string | null
  readonly jwtSecret: string | null
}

/** Rows are made, or those of a run that was stopped are, or those of a run are taken away. */
export type Task =
  | { readonly kind: 'blast' }
  /** `push`: how it goes on, if it was pushed. */
  | { readonly kind: 'resume'; readonly run: RunKey; readonly push: PushConfig }
  | { readonly kind: 'undo'; readonly run: RunKey }

/** What a run is to do. Times in milliseconds, paths absolute. */
export interface Config {
  readonly task: Task
  /** As `--database-url` says; `null`: `DATABASE_URL`, else the `PG*` variables. */
  readonly databaseUrl: string | null
  readonly recipients: RecipientConfig
  readonly rows: RowConfig
  readonly writing: WriteConfig
  /** `null` for rows that nobody is told of. */
  readonly push: PushConfig | null
  readonly clears: boolean
  readonly isDryRun: boolean
  /** Where runs leave what they are made of, as long as they are not whole. */
  readonly runs: { readonly folder: string; readonly isUsual: boolean }
  readonly mapping: MappingConfig
  readonly platform: PlatformConfig
  readonly thresholds: readonly string[]
}

const usualBatchSize = 5000

/** @throws {UsageError} for settings that contradict each other */
export function toConfig(values: Flags, sources: { readonly runs: { readonly kind: string } }): Config {
  const intervalMs = values.delay ?? (values.rate === undefined ? null : 1000 / values.rate)
  // Whoever is told how to go on has the default anyhow.
  const isUsual = sources.runs.kind === 'default'
  const config: Config = {
    task: taskOf(values),
    databaseUrl: values.databaseUrl ?? null,
    recipients: {
      named: values.allUsers ? null : values.user,
      count: values.count,
      isPerUser: !values.allUsers || values.perUser,
    },
    rows: {
      types: values.type,
      locales: [...new Set(values.locale)],
      payloadFile: values.payload ?? null,
      readRatio: values.readRatio,
      spreadMs: values.spread,
      seed: values.seed,
      intervalMs,
    },
    writing: {
      method: values.method,
      batchSize: values.batchSize ?? (intervalMs === null ? usualBatchSize : 1),
      connections: values.connections,
      asyncCommit: values.asyncCommit,
      batchTimeoutMs: values.batchTimeout,
      retries: values.retries,
      retryForMs: values.retryFor,
    },
    push: values.push ? pushOf(values) : null,
    clears: values.clear,
    isDryRun: values.dryRun,
    runs: { folder: values.runs, isUsual },
    mapping: {
      table: values.table ?? null,
      userTable: values.userTable ?? null,
      columns: Object.fromEntries(values.column.map(({ role, column }) => [role, column])),
    },
    platform: {
      apiUrl: values.baseUrl.apiBase,
      url: gatewayUrl(values.baseUrl.root, values.wsUrl),
      token: values.token ?? null,
      headers: values.header,
      tokensFile: values.tokens ?? null,
      usersFile: values.users ?? null,
      jwtSecret: values.jwtSecret ?? null,
    },
    thresholds: values.threshold,
  }
  check(values, config)
  return config
}

/** How notifications are pushed, where they are. */
function pushOf(values: Flags): PushConfig {
  const saysWhen = values.spread > 0 || values.readRatio > 0
  return {
    // A platform that makes the rows itself makes them now, and unread.
    via: values.pushVia === 'auto' && saysWhen ? 'ws' : values.pushVia,
    concurrency: values.pushConcurrency,
    queue: values.pushQueue,
    listen: values.listen,
    listenTimeoutMs: values.listenTimeout,
  }
}

function taskOf(values: Flags): Task {
  const { undo, resume } = values
  if (undo !== undefined && resume !== undefined)
    throw new UsageError('--undo and --resume both came', {
      hint: 'Take a run away or go on with it: give one of them.',
    })
  if (undo !== undefined) return { kind: 'undo', run: runOf(undo, '--undo') }
  if (resume === undefined) return { kind: 'blast' }
  return { kind: 'resume', run: runOf(resume, '--resume'), push: pushOf(values) }
}

function runOf(text: string, flag: string): RunKey {
  const run = readRunKey(text)
  if (run) return run
  throw new UsageError(`${flag} is "${text}"; it must be the id of a run of this tool`, {
    hint: 'It stands in the run’s report ("marker") and in the payload of every row of it.',
  })
}

function check(values: Flags, { task, recipients, rows, push }: Config): void {
  if (values.delay !== undefined && values.rate !== undefined)
    throw new UsageError('--delay and --rate both say how fast it goes', { hint: 'Give one of them.' })
  if (task.kind !== 'undo' && push === null && values.listen)
    throw new UsageError('--listen hears nothing without --push', { hint: 'Give --push, too.' })
  if (task.kind !== 'blast') return
  if (recipients.named?.length === 0)
    throw new UsageError('There is nobody to notify.', { hint: 'Name users with --user ID, or give --all-users.' })
  if (values.allUsers && values.user.length > 0)
    throw new UsageError('--user and --all-users both say who gets them', { hint: 'Give one of them.' })
  if (values.count === 0 && !values.clear)
    throw new UsageError('--count 0 writes nothing', { hint: 'With --clear it removes what is there.' })
  if (rows.intervalMs !== null && rows.spreadMs > 0)
    throw new UsageError('--spread and a schedule both say when they were created', {
      hint: 'With --delay or --rate they are created as they are written: leave --spread out.',
    })
  if (push?.via === 'http' && (rows.spreadMs > 0 || rows.readRatio > 0))
    throw new UsageError(
      '--spread and --read-ratio are not for --push-via http: the platform makes the rows, now and unread',
      {
        hint: 'Push by ws, or leave them out.',
      },
    )
  if (recipients.count > mostRows)
    throw new UsageError(`--count: at most ${mostRows} rows a run`, { hint: 'Run it again.' })
}
