import type { Context } from './context.ts'

/** The effective options, as a report holds them; the address may hold a password, and a language changes no report. */
export function optionsOf({ databaseUrl, ...values }: Context['flags']): Record<string, unknown> {
  return { ...values, lang: undefined, databaseUrl: databaseUrl === undefined ? null : '[redacted]' }
}
