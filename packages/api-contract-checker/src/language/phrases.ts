import { sayer } from '@m4sh/tools-core/language'
import { findingPhrases } from './phrases/findings.ts'
import { matchingPhrases } from './phrases/matching.ts'
import { schemaPhrases } from './phrases/schema.ts'
import { sourcePhrases } from './phrases/sources.ts'

/**
 * Sentences that reports of this tool hold in English. None may fit everything and change it: reasons that users have
 * written are looked up as well.
 */
export const phrases = { ...sourcePhrases, ...schemaPhrases, ...matchingPhrases, ...findingPhrases }

export const say = sayer(phrases)

/** The title of a schema that has none. */
export const untitled = say('Untitled API')
