import { inspect } from 'node:util'
import { UsageError } from '@m4sh/tools-core/cli'
import type { SandboxOptions } from './start-sandbox.ts'

interface Range {
  readonly min: number
  readonly max: number
  readonly unit?: 'milliseconds' | 'bytes'
}

/** As far as a timer of Node reaches; a longer one would ring at once. */
const longestMs = 2 ** 31 - 1
const positiveTime: Range = { min: 1, max: longestMs, unit: 'milliseconds' }
const time: Range = { min: 0, max: longestMs, unit: 'milliseconds' }
const positiveSize: Range = { min: 1, max: 2 ** 30, unit: 'bytes' }
const count: Range = { min: 0, max: 100_000_000 }

const ranges: Partial<Record<keyof SandboxOptions, Range>> = {
  port: { min: 0, max: 65_535 },
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER },
  corrupt: { min: 0, max: 100_000 },
  pingTimeoutMs: positiveTime,
  boardSaveIntervalMs: positiveTime,
  chatIntervalMs: time,
  resendIntervalMs: time,
  unreadCacheMs: time,
  accessLifetimeMs: { min: 1, max: 100 * 365 * 86_400_000, unit: 'milliseconds' },
  maxSubscriptions: { min: 1, max: 1_000_000 },
  maxPublishesPerSecond: count,
  maxBufferedBytes: positiveSize,
  maxMessageBytes: positiveSize,
}

/**
 * Whatever cannot be is refused before anything is started.
 * @throws {UsageError} that names the option, what came and what is wanted
 */
export function checkOptions(options: SandboxOptions): void {
  const given = Object.entries(options)
  for (const [name, range] of Object.entries(ranges)) checkNumber(name, given.find(([key]) => key === name)?.[1], range)
  for (const [name, value] of Object.entries(options.counts ?? {})) checkNumber(`counts.${name}`, value, count)
  checkDatabase(options)
}

function checkNumber(name: string, value: unknown, { min, max, unit }: Range): void {
  if (value === undefined) return
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max) return
  const what = unit === undefined ? 'a number' : `a number of ${unit}`
  throw new UsageError(`${name} is ${inspect(value)}: it must be ${what} from ${min} to ${max}.`)
}

/** What `pg` would make of another text is a host called "base". */
function checkDatabase({ databaseUrl, dataFolder }: SandboxOptions): void {
  if (databaseUrl === undefined) return
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl))
    throw new UsageError('The URL of the database is none of PostgreSQL’s: it must begin with postgresql://.', {
      hint: 'Such as postgresql://localhost:5432/m4sh, with user and password in front of the host; in a password %23 stands for #, %2F for /.',
    })
  if (dataFolder !== undefined)
    throw new UsageError('A folder for data is the sandbox’s own PostgreSQL’s, and another database was given.', {
      hint: 'Leave out either --data or --database-url.',
    })
}
