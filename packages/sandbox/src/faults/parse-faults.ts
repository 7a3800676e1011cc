import { parseDuration, parseShare, suggestion, UsageError } from '@m4sh/tools-core/cli'
import { noFaults, strikesTooMany, type FaultSettings } from './faults.ts'

type FaultName = 'latency' | 'jitter' | 'drop' | 'duplicate' | 'reorder' | 'close-every' | 'error-rate'

interface FaultSetting {
  readonly key: keyof FaultSettings
  readonly kind: 'time' | 'rate'
  readonly isPositive?: true
}

const table: Readonly<Record<FaultName, FaultSetting>> = {
  latency: { key: 'latencyMs', kind: 'time' },
  jitter: { key: 'jitterMs', kind: 'time' },
  drop: { key: 'drop', kind: 'rate' },
  duplicate: { key: 'duplicate', kind: 'rate' },
  reorder: { key: 'reorder', kind: 'rate' },
  'close-every': { key: 'closeEveryMs', kind: 'time', isPositive: true },
  'error-rate': { key: 'errorRate', kind: 'rate' },
}

/** Every fault there is, as `--fault` takes them. */
export const faultNames = Object.keys(table)

const example = 'latency=50ms,jitter=20ms,drop=0.01,close-every=30s'
/** Timers take no more than 24 days. */
const dayMs = 86_400_000

/**
 * `latency=50ms,jitter=20ms,drop=0.01,duplicate=0.01,reorder=0.05,close-every=30s,error-rate=0.01`; what is left out does
 * not strike. A rate may be written `1%`.
 * @throws {UsageError} that says what came, what is wanted, and which setting it was
 */
export function parseFaults(text: string): FaultSettings {
  const settings: Partial<Record<keyof FaultSettings, number>> = {}
  for (const pair of text.split(',')) {
    const [name, value] = splitPair(pair, text)
    const setting = settingOf(name)
    if (settings[setting.key] !== undefined) throw new UsageError(`The fault "${name}" is set twice in "${text}".`)
    settings[setting.key] = readValue(name, value, setting)
  }
  const { drop = 0, duplicate = 0, reorder = 0 } = settings
  if (strikesTooMany(settings))
    throw new UsageError(
      `drop, duplicate and reorder strike one delivery each, so together they must be at most 1: ${drop} + ${duplicate} + ${reorder} came.`,
    )
  return { ...noFaults, ...settings }
}

function splitPair(pair: string, text: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  const what = pair.trim() === '' ? 'An empty fault' : `The fault "${pair.trim()}" without a value`
  throw new UsageError(`${what} came in "${text}": it must be name=value, such as "${example}".`)
}

function settingOf(name: string): FaultSetting {
  const found = Object.entries(table).find(([known]) => known === name)
  if (found) return found[1]
  const hint = suggestion(name, faultNames)
  throw new UsageError(`There is no fault "${name}": it must be one of ${faultNames.join(', ')}.`, hint ? { hint } : {})
}

function readValue(name: string, value: string, { kind, isPositive }: FaultSetting): number {
  const number = kind === 'time' ? parseDuration(value) : parseShare(value)
  const max = kind === 'time' ? dayMs : 1
  if (number !== undefined && number <= max && (number > 0 || !isPositive)) return number
  const wantedTime = isPositive ? 'a duration above 0, at most 24h' : 'a duration of at most 24h'
  const wanted =
    kind === 'time' ? `${wantedTime}, such as "50ms" or "30s"` : 'a rate from 0 to 1, such as "0.01" or "1%"'
  throw new UsageError(`The fault "${name}" is "${value}": it must be ${wanted}.`)
}
