import type { Language } from './language.ts'
import { type CoreMessages, coreMessages } from './messages/index.ts'
import { type Phrasebook, translator } from './phrasebook.ts'
import { corePhrases } from './messages/phrases.ts'
import { type Units, units } from './units.ts'

/** One object of messages a language, all of one shape: what one language lacks does not compile. */
export type Catalogue<Messages> = Readonly<Record<Language, Messages>>

/** @param make what is wanted in each language */
export function catalogueOf<Messages>(make: (language: Language) => Messages): Catalogue<Messages> {
  return { en: make('en'), uk: make('uk') }
}

/** How a report speaks: its messages in one language, and how that language writes numbers. */
export interface Localization<Messages = unknown> extends Units {
  readonly language: Language
  /** What all reports share. */
  readonly core: CoreMessages
  /** The tool's own. */
  readonly messages: Messages
  /** A sentence that the report holds in English; what is not known is given back as it is. */
  readonly translate: (sentence: string) => string
}

/** @param phrases sentences that reports of this tool hold in English, and their translations */
export function localize<Messages>(
  language: Language,
  catalogue: Catalogue<Messages>,
  phrases: Phrasebook = {},
): Localization<Messages> {
  return {
    ...units[language],
    language,
    core: coreMessages[language],
    messages: catalogue[language],
    translate: language === 'en' ? (sentence) => sentence : translator([phrases, corePhrases]),
  }
}
