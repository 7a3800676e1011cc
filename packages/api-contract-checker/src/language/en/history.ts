import { plural } from '@m4sh/tools-core/language'

/** Of comparisons beside each other: what was compared, and the figures that are followed. */
export const history = {
  subject: (calls: number, endpoints: number) => `${plural(calls, 'call')} against ${plural(endpoints, 'endpoint')}`,
  target: (frontends: string, schemas: string) => `${frontends} against ${schemas}`,
  mismatches: 'Calls that do not fit',
  frontendOnly: 'frontend only',
  methodMismatch: 'method mismatches',
  trailingSlash: 'trailing slash',
  unresolved: 'unresolved',
  findings: 'Findings',
  errors: 'errors',
  warnings: 'warnings',
  notes: 'notes',
  agreement: 'Agreement',
  matched: 'matched',
  used: 'endpoints used',
}
