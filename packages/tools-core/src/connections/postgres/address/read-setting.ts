import { isIP } from 'node:net'
import { UsageError } from '../../../errors/errors.ts'
import { longestTimerMs } from '../../../host/system-clock.ts'
import type { ParameterName, Setting, Settings } from './parameters.ts'

/** Told in messages beside where it came from; a variable says by its name what it is. */
function placeOf(name: ParameterName, { source }: Setting): string {
  return source.startsWith('PG') ? source : `${source}: the parameter "${name}"`
}

/** @throws {UsageError} always */
export function reject(name: ParameterName, setting: Setting, wanted: string, hint?: string): never {
  // Where a sign is missing in an address a value goes on into the next one, which may be the password.
  const isShown = setting.source.startsWith('PG') || /^[\w.-]{0,11}$/.test(setting.value)
  const came = isShown ? ` is ${JSON.stringify(setting.value)}; it` : ', which is not shown,'
  throw new UsageError(`${placeOf(name, setting)}${came} must be ${wanted}.`, hint ? { hint } : {})
}

/** A name: of a host, a user, a database. */
export function wordOf(settings: Settings, name: 'host' | 'hostaddr' | 'user' | 'dbname'): string | undefined {
  const setting = settings[name]
  if (setting === undefined) return undefined
  // They are shown, and they go over the line with a zero byte at their end.
  if (/\p{Cc}/u.test(setting.value)) return reject(name, setting, 'a text without control characters')
  if (name === 'hostaddr' && isIP(setting.value) === 0) return reject(name, setting, 'an IP address')
  return setting.value
}

export function portOf({ port }: Settings): number {
  if (port === undefined) return 5432
  const number = /^\s*\d{1,5}\s*$/.test(port.value) ? Number(port.value) : 0
  return number >= 1 && number <= 65_535 ? number : reject('port', port, 'a number from 1 to 65535')
}

/** A host that says nothing at all would be waited for for minutes. */
const usualConnectTimeoutMs = 10_000

/** libpq counts in seconds, and waits for ever for anything below one. */
export function connectTimeoutOf({ connect_timeout: setting }: Settings): number {
  if (setting === undefined) return usualConnectTimeoutMs
  if (!/^\s*[-+]?\d{1,15}\s*$/.test(setting.value)) {
    return reject('connect_timeout', setting, 'a whole number of seconds')
  }
  return Math.min(Math.max(Number(setting.value), 0) * 1000, longestTimerMs)
}

/** One of several words. */
export function choiceOf<const Choice extends string>(
  settings: Settings,
  name: ParameterName,
  choices: readonly Choice[],
): Choice | undefined {
  const setting = settings[name]
  if (setting === undefined) return undefined
  const found = choices.find((choice) => choice === setting.value)
  return found ?? reject(name, setting, `one of ${choices.join(', ')}`)
}
