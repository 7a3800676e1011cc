import { localization } from '../src/language/index.ts'

export const english = localization('en')
export const ukrainian = localization('uk')
