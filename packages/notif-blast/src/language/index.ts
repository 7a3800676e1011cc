import { type Catalogue, type Language, type Localization, localize } from '@m4sh/tools-core/language'
import { en } from './en.ts'
import { phrases } from './phrases.ts'
import { uk } from './uk.ts'

/** What the reports of notif-blast say; English is the shape of the others. */
export type BlastMessages = typeof en

export type BlastLocalization = Localization<BlastMessages>

const catalogue: Catalogue<BlastMessages> = { en, uk }

export function localization(language: Language): BlastLocalization {
  return localize(language, catalogue, phrases)
}
