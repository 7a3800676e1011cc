import { suggestion, UsageError } from '@m4sh/tools-core/errors'
import type { Selection } from '../config.ts'
import type { CheckFacts } from './check.ts'

/** What is asked of a check to choose it. */
export type Selectable = Pick<CheckFacts, 'id' | 'category' | 'severities'>

/** Whether it is one of those whose ids are made of what the database holds. */
export function isOrphanCheck(id: string): boolean {
  return id.toLowerCase().startsWith('schema.orphan.')
}

/**
 * Says which checks are wanted.
 * @param known all that there are, before a database was looked at
 * @throws {UsageError} for a word that means no check
 */
export function selector(
  { only, skip, severities }: Selection,
  known: readonly Selectable[],
): (check: Selectable) => boolean {
  for (const [flag, words] of [
    ['--only', only],
    ['--skip', skip],
  ] as const)
    for (const word of words) checkWord(flag, word, known)
  return (check) =>
    (only.length === 0 || only.some((word) => means(word, check))) &&
    !skip.some((word) => means(word, check)) &&
    (severities.length === 0 || severities.some((severity) => check.severities.includes(severity)))
}

/** An id, `lessons.*`, or a category. */
function means(word: string, { id, category }: Selectable): boolean {
  const [wanted, own] = [word.toLowerCase(), id.toLowerCase()]
  if (wanted.endsWith('*')) return own.startsWith(wanted.slice(0, -1))
  return wanted === own || wanted === category.toLowerCase()
}

/**
 * Of a database that was looked at: words of `--only` that mean no check there.
 * @param checks all that there are
 * @throws {UsageError}
 */
export function refuseUnmet({ only }: Selection, checks: readonly Selectable[]): void {
  const unmet = only.find((word) => !checks.some((check) => means(word, check)))
  if (unmet === undefined) return
  const orphans = checks.map(({ id }) => id).filter(isOrphanCheck)
  throw new UsageError(`--only ${JSON.stringify(unmet)} is no check of this database.`, {
    hint:
      suggestion(unmet, orphans) ??
      `There are ${orphans.length === 0 ? 'no checks schema.orphan.*' : orphans.join(', ')}.`,
  })
}

function checkWord(flag: string, word: string, known: readonly Selectable[]): void {
  if (known.some((check) => means(word, check)) || isOrphanCheck(word)) return
  const words = known.flatMap(({ id, category }) => [id, category])
  throw new UsageError(`${flag} ${JSON.stringify(word)} is no check, and no category of checks.`, {
    hint: suggestion(word, words) ?? 'See --list for all of them.',
  })
}
