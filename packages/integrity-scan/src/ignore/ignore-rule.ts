import { type ConfigValue, readExpiry } from '@m4sh/tools-core/cli'
import { hasExpired } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'

/** Broken rows that somebody accepts, for a reason. */
export interface IgnoreRule {
  /** Of a check. */
  readonly check: string
  /** Keys as text; `null` for all rows of the check. */
  readonly ids: readonly string[] | null
  readonly reason: string
  /** The end of a day, or an instant; `undefined` for ever. */
  readonly expires: string | undefined
}

export function readIgnoreRule(value: ConfigValue): IgnoreRule {
  const { check, ids, reason, expires } = value.object(['check', 'ids', 'reason', 'expires'])
  return {
    check: check.string('the id of a check'),
    ids: ids.optional(readIds) ?? null,
    reason: reason.string('a reason, for whoever reads it next year'),
    expires: expires.optional(readExpiry),
  }
}

function readIds(value: ConfigValue): readonly string[] {
  const ids = value.list('a list of keys').map(readId)
  return ids.length > 0 ? ids : value.reject('a list of at least one key; left out, it means all rows of the check')
}

function readId(value: ConfigValue): string {
  const { raw } = value
  if (typeof raw === 'number' && Number.isSafeInteger(raw)) return String(raw)
  return value.string('a key: a whole number or a text')
}

/** Keys that are ignored, by check: as text, or all of them. */
export type IgnoredKeys = ReadonlyMap<string, readonly string[] | 'all'>

/** What holds today, and what has expired. */
export function ignoredKeys(
  rules: readonly IgnoreRule[],
  now: Date,
): { readonly keys: IgnoredKeys; readonly warnings: readonly string[] } {
  const keys = new Map<string, readonly string[] | 'all'>()
  const warnings: string[] = []
  for (const rule of rules) {
    const { check, ids, reason, expires } = rule
    if (hasExpired(rule, now))
      warnings.push(
        say('Rows of {check} are ignored no longer, since {expires}: {reason}', {
          check,
          expires: expires ?? '',
          reason,
        }),
      )
    else keys.set(check, joined(keys.get(check) ?? [], ids ?? 'all'))
  }
  return { keys, warnings }
}

function joined(some: readonly string[] | 'all', more: readonly string[] | 'all'): readonly string[] | 'all' {
  return some === 'all' || more === 'all' ? 'all' : [...some, ...more]
}
