import { type Catalogue, type Language, type Localization, localize } from '@m4sh/tools-core/language'
import { en } from './en.ts'
import { phrases } from './phrases.ts'
import { uk } from './uk.ts'

export type ContractMessages = typeof en

const catalogue: Catalogue<ContractMessages> = { en, uk }

/** What text and HTML are written with. */
export type ContractLocalization = Localization<ContractMessages>

export function localization(language: Language): ContractLocalization {
  return localize(language, catalogue, phrases)
}
