import { inspect } from 'node:util'
import { suggestion, UsageError } from '@m4sh/tools-core/cli'
import { isRecord } from '@m4sh/tools-core/values'
import { strikesTooMany, type FaultSettings } from './faults/faults.ts'
import { seedSizes } from './seeds/counts.ts'
import type { SandboxOptions } from './start-sandbox.ts'

interface Range {
  readonly kind: 'number' | 'whole'
  readonly min: number
  readonly max: number
  readonly unit?: 'milliseconds' | 'bytes'
  readonly isNullable?: true
}
interface Choice {
  readonly choices: readonly string[]
}
interface Other {
  readonly kind: 'text' | 'boolean' | 'function' | 'object'
}
type Rule = Range | Choice | Other

/** As far as a timer of Node reaches; a longer one would ring at once. */
const longestMs = 2 ** 31 - 1
const positiveTime: Rule = { kind: 'number', min: 1, max: longestMs, unit: 'milliseconds' }
const time: Rule = { kind: 'number', min: 0, max: longestMs, unit: 'milliseconds' }
const positiveSize: Rule = { kind: 'whole', min: 1, max: 2 ** 30, unit: 'bytes' }
const count: Rule = { kind: 'whole', min: 0, max: 100_000_000 }
const rate: Rule = { kind: 'number', min: 0, max: 1 }
const text: Rule = { kind: 'text' }
const flag: Rule = { kind: 'boolean' }
const callback: Rule = { kind: 'function' }
const group: Rule = { kind: 'object' }

const rules: Readonly<Record<keyof SandboxOptions, Rule>> = {
  port: { kind: 'whole', min: 0, max: 65_535 },
  host: text,
  databaseUrl: text,
  dataFolder: text,
  seed: { kind: 'whole', min: 0, max: Number.MAX_SAFE_INTEGER },
  counts: group,
  corrupt: { kind: 'whole', min: 0, max: 100_000 },
  faults: group,
  onFault: callback,
  onError: callback,
  envelope: { choices: ['payload', 'flat'] },
  jwtSecret: text,
  accessLifetimeMs: { kind: 'number', min: 1, max: 100 * 365 * 86_400_000, unit: 'milliseconds' },
  signal: group,
  debug: flag,
  serviceToken: text,
  pingTimeoutMs: positiveTime,
  boardSaveIntervalMs: positiveTime,
  maxSubscriptions: { kind: 'whole', min: 1, max: 1_000_000 },
  maxBufferedBytes: positiveSize,
  maxMessageBytes: positiveSize,
  maxPublishesPerSecond: count,
  chatIntervalMs: time,
  acknowledgeSubscriptions: flag,
  rejectUpgrade: flag,
  keepUnlistedFields: flag,
  anyFrameKeepsAlive: flag,
  unreadCacheMs: time,
  resendIntervalMs: time,
  echoClientId: flag,
  schemaNeedsAuth: flag,
}

const countRules = Object.fromEntries(Object.keys(seedSizes.small).map((name) => [name, count]))

const faultRules: Readonly<Record<keyof FaultSettings, Rule>> = {
  latencyMs: time,
  jitterMs: time,
  drop: rate,
  duplicate: rate,
  reorder: rate,
  closeEveryMs: { ...positiveTime, isNullable: true },
  errorRate: rate,
}

/**
 * Whatever cannot be is refused before anything is started.
 * @throws {UsageError} that names the option, what came and what is wanted
 */
export function checkOptions(options: SandboxOptions): void {
  checkAll(options, rules, '')
  checkAll(options.counts ?? {}, countRules, 'counts.')
  checkAll(options.faults ?? {}, faultRules, 'faults.')
  checkRates(options.faults ?? {})
  checkDatabase(options)
}

/** What is `undefined` is left out. */
function checkAll(given: object, known: Readonly<Record<string, Rule>>, prefix: string): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const rule = Object.hasOwn(known, name) ? known[name] : undefined
    if (rule === undefined) throw unknownOption(name, Object.keys(known), prefix)
    const wanted = wantedInstead(value, rule)
    if (wanted !== null) throw new UsageError(`${prefix}${name} is ${inspect(value)}: it must be ${wanted}.`)
  }
}

function unknownOption(name: string, known: readonly string[], prefix: string): UsageError {
  const hint = suggestion(name, known) ?? `Known here: ${known.join(', ')}.`
  return new UsageError(`There is no option ${prefix}${name}.`, { hint })
}

/** What the value had to be; `null` where it is that. */
function wantedInstead(value: unknown, rule: Rule): string | null {
  if ('min' in rule) return isWithin(value, rule) ? null : describeRange(rule)
  if ('choices' in rule) return rule.choices.some((choice) => choice === value) ? null : rule.choices.join(' or ')
  const { isOne, wanted } = otherKinds[rule.kind]
  return isOne(value) ? null : wanted
}

const otherKinds: Readonly<Record<Other['kind'], { isOne: (value: unknown) => boolean; wanted: string }>> = {
  text: { isOne: (value) => typeof value === 'string' && value !== '', wanted: 'a text that is not empty' },
  boolean: { isOne: (value) => typeof value === 'boolean', wanted: 'true or false' },
  function: { isOne: (value) => typeof value === 'function', wanted: 'a function' },
  object: { isOne: isRecord, wanted: 'an object' },
}

function isWithin(value: unknown, { kind, min, max, isNullable }: Range): boolean {
  if (value === null) return isNullable === true
  if (typeof value !== 'number' || (kind === 'whole' && !Number.isInteger(value))) return false
  return value >= min && value <= max
}

function describeRange({ kind, min, max, unit, isNullable }: Range): string {
  const what = kind === 'whole' ? 'a whole number' : 'a number'
  return `${what}${unit === undefined ? '' : ` of ${unit}`} from ${min} to ${max}${isNullable ? ', or null' : ''}`
}

/** As `--fault` has it. */
function checkRates(faults: Partial<FaultSettings>): void {
  const { drop = 0, duplicate = 0, reorder = 0 } = faults
  if (strikesTooMany(faults))
    throw new UsageError(
      `faults.drop, duplicate and reorder strike one delivery each, so together they must be at most 1: ${drop} + ${duplicate} + ${reorder} came.`,
    )
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
