import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** Of scans beside each other: what was done, and the figures that are followed. */
export const history = {
  scanned: (checks: number, rows: number) => `${plural(checks, 'check')} of ${whole(rows)} rows`,
  repaired: (scan: string, isDryRun: boolean) => `${scan}, with a repair${isDryRun ? ' (dry run)' : ''}`,
  undone: (isDryRun: boolean) => `a repair taken back${isDryRun ? ' (dry run)' : ''}`,
  brokenRows: 'Broken rows',
  critical: 'critical',
  warning: 'warning',
  info: 'for information',
  sinceEarlier: 'Since the earlier report',
  new: 'new',
  notMade: 'Checks not made',
  failedToRun: 'failed to run',
  skipped: 'skipped',
  time: 'Time of the checks',
  checks: 'checks',
}
