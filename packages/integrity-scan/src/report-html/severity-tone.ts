import type { Tone } from '@m4sh/tools-core/reporting/html'
import type { Severity } from '../result.ts'

/** What a row of a severity looks like in a table. */
export const severityTones: Readonly<Record<Severity, Tone>> = { critical: 'bad', warning: 'warn', info: 'quiet' }
