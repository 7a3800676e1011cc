import { isOrAre, plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** How the checks of each category went, in a picture. */
export const bars = {
  critical: 'checks with critical rows',
  warning: 'checks with warnings',
  info: 'checks with rows for information',
  passed: 'checks passed',
  notMade: 'checks not made',
  /** @param severities of rows */
  text: (checks: number, severities: string, isAfterRepair: boolean) =>
    `${plural(checks, 'check')}; ${isAfterRepair ? 'broken now' : 'rows found'}: ${severities}`,
}

/** The checks of a category on the page. */
export const checks = {
  intro: (severities: string, lacking: string | null) =>
    `Found: ${severities}${lacking === null ? '' : `; ${lacking}`}.`,
  caption: 'Each check with what it found; those that found something link to the rows.',
  captionRepaired:
    'Each check with what it found before the repair, and how much of it is broken now; those that found something link to the rows as they were.',
  check: 'Check',
  outcome: 'Outcome',
  outcomeBefore: 'Outcome before',
  broken: 'Broken',
  brokenBefore: 'Before',
  brokenNow: 'After',
  lookedAt: 'Looked at',
  share: 'Share',
  change: 'Change',
  time: 'Time',
  repair: 'Repair',
  rowsOf: (check: string) => `The rows of ${check}.`,
  someRowsOf: (shown: number, check: string) => `${whole(shown)} of the rows of ${check}.`,
  notShown: (rows: string, count: number) => `${rows} ${isOrAre(count)} not shown (--samples, --all-samples).`,
  moreAbout: (check: string) => `More about ${check}`,
}

export const notChecked = {
  title: 'Not checked',
  intro: 'What was not looked at, and why: rows may be broken there.',
  caption: 'Checks that were not made, tables that are not there, columns that may point somewhere.',
  what: 'What',
  why: 'Why',
  things: 'things',
}

export const tables = {
  title: 'Tables',
  intro: 'What the scan took for what. Names of your own stand in "tables" of the config file.',
  caption: 'The tables that the checks know, as they are in this database.',
  name: 'Name',
  table: 'Table',
  kind: 'Kind',
  found: 'Found',
  rows: 'Rows',
  columns: 'Columns',
  notThere: 'not there',
  kinds: {
    table: 'table',
    partitioned: 'partitioned',
    view: 'view',
    'materialized view': 'materialized view',
    'foreign table': 'foreign table',
  },
}

export const comparison = {
  title: 'Since the earlier report',
  intro: (file: string, startedAt: string | null) =>
    `${startedAt === null ? `There is no ${file} yet: every row is new.` : `Beside ${file}, of ${startedAt}.`} Rows are told apart by their keys where both reports have all of them.`,
  afterRepair: 'It is told of the database as the repair has left it.',
  unchanged: 'Nothing has changed.',
  new: 'New',
  newNote: 'rows that were not broken before',
  fixed: 'Fixed',
  fixedNote: 'rows that are no longer broken',
  open: 'Open',
  openNote: 'rows that were broken before, and still are',
  caption: (count: number) => `${plural(count, 'check')} with news.`,
  check: 'Check',
  before: 'Before',
  now: 'Now',
  newRows: 'New rows',
  fixedRows: 'Fixed rows',
  notKnownWhich: 'not known which',
  andMore: (keys: number) => `and ${whole(keys)} more`,
}

/** What the section about the run is good for. */
export const runIntro = 'Where it was run, and with which options.'
