import type { Catalogue } from '../localization.ts'
import { en } from './en.ts'
import { uk } from './uk.ts'

/** What all reports share; English is the shape of the others. */
export type CoreMessages = typeof en

export const coreMessages: Catalogue<CoreMessages> = { en, uk }
