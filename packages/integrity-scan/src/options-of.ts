import type { Context } from './context.ts'

/** The effective options, as a report holds them; the address may hold a password. */
export function optionsOf({ databaseUrl, ...values }: Context['flags']): Record<string, unknown> {
  return { ...values, databaseUrl: databaseUrl === undefined ? null : '[redacted]' }
}
