import { isDate } from 'node:util/types'
import { isExpiry } from '../values/expiry.ts'
import type { ConfigValue } from './config-value.ts'

/** Until when something holds that the config file accepts: a day or an instant. @throws {UsageError} for anything else */
export function readExpiry(value: ConfigValue): string {
  // In YAML a day without quotes is a date.
  const text = isDate(value.raw) && !Number.isNaN(value.raw.getTime()) ? dayOf(value.raw) : value.raw
  return typeof text === 'string' && isExpiry(text) ? text : value.reject('a day such as "2027-01-31"')
}

function dayOf(date: Date): string {
  return date.toISOString().replace('T00:00:00.000Z', '')
}
