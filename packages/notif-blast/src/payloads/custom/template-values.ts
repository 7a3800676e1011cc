import { types } from 'node:util'
import { Random } from '@m4sh/tools-core/values/random'
import { idValue } from '../id-value.ts'
import { localeOf, type PayloadStage } from '../payload-stage.ts'
import type { RowContext } from '../row-payloads.ts'

/** What a template knows by name. */
export function templateValues(
  { type, draw, row, recipient }: RowContext,
  stage: PayloadStage,
): Readonly<Record<string, unknown>> {
  const random = new Random(draw, row)
  const locale = localeOf(stage, draw)
  const { people, lessons } = stage.casts[locale]
  const userId = idValue(recipient?.id ?? null)
  return {
    row,
    type,
    userId,
    // Empty where it is not known, so that it can stand in a sentence.
    user: { id: userId, email: recipient?.email ?? '', name: recipient?.name ?? '' },
    lesson: random.pick(lessons),
    person: random.pick(people),
    locale,
    now: stage.now,
    run: stage.runId,
    random: () => random.next(),
  }
}

/**
 * What `<%= value %>` writes: the value as JSON has it, a text without its quotes, so that it can stand in one.
 * @throws {TypeError} for what JSON has no word for
 */
export function templateText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1)
  if (types.isDate(value)) return value.toISOString()
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (isNumber || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'object') return JSON.stringify(value)
  throw new TypeError(`a value is ${typeof value === 'number' ? value : describe(value)}, which JSON has no word for`)
}

function describe(value: unknown): string {
  return value === undefined ? 'undefined' : `a ${typeof value}`
}
