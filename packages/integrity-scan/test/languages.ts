import { localization } from '../src/messages/index.ts'

export const english = localization('en')
export const ukrainian = localization('uk')
