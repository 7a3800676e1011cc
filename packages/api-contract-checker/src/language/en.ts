import { captions, columns } from './en/columns.ts'
import { history } from './en/history.ts'
import { page } from './en/page.ts'
import { rows } from './en/rows.ts'
import { sections } from './en/sections.ts'

/** What this tool's reports say, in English. */
export const en = {
  /** @param figure with a point */
  percent: (figure: string) => `${figure} %`,

  /** The figures that a reader wants first. */
  summary: {
    calls: 'Calls',
    matched: 'Matched',
    frontendOnly: 'Frontend only',
    methodMismatch: 'Method mismatch',
    trailingSlash: 'Trailing slash',
    unresolved: 'Unresolved',
    external: 'External',
    ignored: 'Ignored',
    uncalled: 'In unused code',
    endpoints: 'Endpoints',
    someIgnored: (count: number) => `${count} ignored`,
    used: 'Used',
    backendOnly: 'Backend only',
    someMeant: (count: number) => `${count} of them meant by a call with another method`,
  },

  /** On a terminal. */
  text: {
    title: 'API contract',
    noFrontend: 'no frontend was read',
    noSchema: 'no schema was read',
    skipped: 'Skipped files',
    verboseLists: '--verbose lists them',
    inReport: (rule: string, count: number) => `${rule}: ${count} (see the report)`,
    more: (count: number) => `… and ${count} more in the report`,
    baseline: (known: number, fresh: number) => `Baseline: ${known} known, ${fresh} new`,
    gone: (count: number) => `${count} gone (--update-baseline takes them out)`,
    /** @param entry `trailing-slash: GET /rooms in src/api.js` */
    goneEntry: (entry: string) => `gone: ${entry}`,
  },

  page,
  sections,
  columns,
  captions,
  rows,
  history,
}
