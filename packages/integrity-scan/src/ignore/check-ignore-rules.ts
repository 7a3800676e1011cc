import { suggestion, UsageError } from '@m4sh/tools-core/errors'
import { isOrphanCheck } from '../checks/select-checks.ts'
import type { Config } from '../config.ts'
import { knownChecks } from '../scan/plan-checks.ts'

/** @throws {UsageError} for a rule of a check that there is not: it would never hold */
export function checkIgnoreRules({ ignore, custom }: Pick<Config, 'ignore' | 'custom'>): void {
  const known = knownChecks(custom).map(({ id }) => id)
  const unknown = ignore.find(({ check }) => !known.includes(check) && !isOrphanCheck(check))
  if (unknown === undefined) return
  throw new UsageError(
    `"ignore" in the config file names the check ${JSON.stringify(unknown.check)}, which there is not.`,
    {
      hint: suggestion(unknown.check, known) ?? 'See --list for all of them.',
    },
  )
}
