import { type Catalogue, localize } from '../../src/language/index.ts'

const none: Catalogue<null> = { en: null, uk: null }

/** What reports of no tool in particular say. */
export const english = localize('en', none)
export const ukrainian = localize('uk', none)
