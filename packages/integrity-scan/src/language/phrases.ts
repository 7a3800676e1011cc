import { sayer } from '@m4sh/tools-core/language'
import { checkPhrases } from './phrases/checks.ts'
import { repairPhrases } from './phrases/repairs.ts'
import { scanPhrases } from './phrases/scan.ts'
import { schemaPhrases } from './phrases/schema.ts'

/** Sentences that reports of integrity-scan hold in English. */
export const phrases = { ...checkPhrases, ...scanPhrases, ...schemaPhrases, ...repairPhrases }

export const say = sayer(phrases)
