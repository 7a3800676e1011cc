import { isRecord } from './is-record.ts'

/** The object that a text holds as JSON; empty if it holds anything else. For texts from outside that need not be any. */
export function jsonRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
