import { type Catalogue, type Language, type Localization, localize } from '@m4sh/tools-core/language'
import { en } from './en.ts'
import { phrases } from './phrases.ts'
import { uk } from './uk.ts'

/** What the reports of chat-latency say; English is the shape of the others. */
export type ChatMessages = typeof en

export type ChatLocalization = Localization<ChatMessages>

const catalogue: Catalogue<ChatMessages> = { en, uk }

export function localization(language: Language): ChatLocalization {
  return localize(language, catalogue, phrases)
}
