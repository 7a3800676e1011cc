import { type Language, type Localization, localize } from '../../language/index.ts'
import { say, type Forms, type Said } from '../html/say.ts'
import { historyPhrases } from './history-phrases.ts'
import { type HistoryWords, historyWords } from './history-words.ts'

/** How the page of a history speaks. */
export interface HistoryLocalization extends Localization<HistoryWords> {
  readonly say: (sentence: string | Forms, parts?: Said) => string
}

export function historyLocalization(language: Language): HistoryLocalization {
  return {
    ...localize(language, historyWords, historyPhrases),
    say: (sentence, parts) => say(sentence, parts, language),
  }
}
