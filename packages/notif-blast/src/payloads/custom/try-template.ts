import { UsageError } from '@m4sh/tools-core/errors'
import { Random } from '@m4sh/tools-core/values/random'
import type { Cast } from '../cast.ts'
import { inventedCast } from '../invented-cast.ts'
import { type Locale, locales } from '../locale.ts'
import { type PayloadStage, setStage } from '../payload-stage.ts'
import { mostPayloadBytes, type Recipient } from '../row-payloads.ts'
import type { Template } from './compile-template.ts'

/** Of each type, each language, and each kind of user and lesson. */
const rowsOfEach = 3
const now = new Date('2026-01-15T10:00:00Z')

/** Somebody of whom all is known, and somebody of whom nothing is. */
const recipients: readonly Recipient[] = [
  { id: 1, email: 'olena@example.com', name: 'Олена "О’Ніл" Мельник' },
  { id: 2 },
]

/**
 * Renders a template for made-up rows of all kinds.
 * @throws {UsageError} where one of them fails
 */
export function tryTemplate(template: Template, types: readonly string[], file: string): void {
  const random = new Random(1)
  for (const stage of stages())
    for (const type of types)
      for (const recipient of recipients)
        for (let row = 0; row < rowsOfEach; row++) {
          const text = template({ type, draw: random.integer(0, 2 ** 32 - 1), row, recipient }, stage)
          checkSize(text, file)
        }
}

function checkSize(text: string, file: string): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > mostPayloadBytes)
    throw new UsageError(`${file} gives ${bytes} bytes; a payload has at most ${mostPayloadBytes}.`)
}

/** With people of the database, and with invented ones, who have no id. */
function stages(): readonly PayloadStage[] {
  return locales.flatMap((locale: Locale) => {
    const invented = inventedCast(new Random(1), { locale, now })
    return [invented, withIds(invented)].map((cast) =>
      setStage({ cast, locales: [locale], seed: 1, now, runId: '00000000-0000-7000-8000-000000000000' }),
    )
  })
}

function withIds({ people, lessons }: Cast): Cast {
  return {
    people: people.map((person, id) => ({ ...person, id })),
    lessons: lessons.map((lesson, id) => ({ ...lesson, id })),
  }
}
