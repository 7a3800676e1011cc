import { type Catalogue, type Language, type Localization, localize } from '@m4sh/tools-core/language'
import { en } from './en.ts'
import { phrases } from './phrases.ts'
import { uk } from './uk.ts'

/** What the reports of stress-board say; English is the shape of the others. */
export type StressMessages = typeof en

export type StressLocalization = Localization<StressMessages>

const catalogue: Catalogue<StressMessages> = { en, uk }

export function localization(language: Language): StressLocalization {
  return localize(language, catalogue, phrases)
}
