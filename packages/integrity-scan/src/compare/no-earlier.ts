import { say } from '../language/phrases.ts'
import type { EarlierScan } from './read-earlier.ts'

/** In place of a report that is not there yet, as on the first day of a schedule: every row is new. */
export function noEarlier(file: string): EarlierScan {
  return {
    file,
    startedAt: null,
    runId: null,
    checks: [],
    warnings: [say('There is no {file} yet: every broken row counts as new.', { file })],
  }
}
