import { type Catalogue, type Language, type Localization, localize } from '@m4sh/tools-core/language'
import { en } from './en.ts'
import { phrases } from './phrases.ts'
import { uk } from './uk.ts'

/** What the reports of integrity-scan say; English is the shape of the others. */
export type ScanMessages = typeof en

export type ScanLocalization = Localization<ScanMessages>

const catalogue: Catalogue<ScanMessages> = { en, uk }

export function localization(language: Language): ScanLocalization {
  return localize(language, catalogue, phrases)
}
