import { Random } from '@m4sh/tools-core/values/random'
import type { Cast } from './cast.ts'
import { filledCast } from './filled-cast.ts'
import type { Locale } from './locale.ts'

/** What all payloads of a run share. */
export interface PayloadStage {
  readonly runId: string
  readonly now: Date
  /** In turn. */
  readonly locales: readonly [Locale, ...Locale[]]
  /** By language: invented people are named in it. */
  readonly casts: Readonly<Record<Locale, Cast>>
}

/** @param cast what the database has, or nothing */
export function setStage({
  cast,
  locales,
  seed,
  now,
  runId,
}: {
  readonly cast: Cast
  readonly locales: readonly Locale[]
  readonly seed: number
  readonly now: Date
  readonly runId: string
}): PayloadStage {
  const [first = 'uk', ...others] = locales
  // From the same numbers: the same people in both languages.
  const castIn = (locale: Locale): Cast => filledCast(cast, new Random(seed), { locale, now })
  return { runId, now, locales: [first, ...others], casts: { uk: castIn('uk'), en: castIn('en') } }
}

export function localeOf({ locales }: PayloadStage, turn: number): Locale {
  return locales[turn % locales.length] ?? locales[0]
}
