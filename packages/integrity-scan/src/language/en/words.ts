import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** Words that stand in more than one place. */
export const words = {
  title: 'Integrity scan',
  severities: { critical: 'critical', warning: 'warning', info: 'info' },
  /** Rows of a severity. */
  counted: {
    critical: (count: number) => `${whole(count)} critical`,
    warning: (count: number) => `${whole(count)} warning`,
    info: (count: number) => `${whole(count)} info`,
  },
  /** Rows of no severity. */
  none: 'none',
  statuses: { passed: 'passed', failed: 'failed', skipped: 'skipped', error: 'error' },
  categories: {
    Relations: 'Relations',
    Lessons: 'Lessons',
    Chat: 'Chat',
    Notifications: 'Notifications',
    Snapshots: 'Snapshots',
    Users: 'Users',
    Schema: 'Schema',
    Custom: 'Custom',
  },
  rows: (count: number) => plural(count, 'row'),
  moreRows: (count: number) => plural(count, 'more row'),
  keys: (count: number) => plural(count, 'key'),
  columns: (count: number) => plural(count, 'column'),
  more: (count: number) => `${whole(count)} more`,
  ignored: (count: number) => `${whole(count)} more ignored`,
  lackingChecks: (count: number) => `${plural(count, 'check')} could not be made`,
  brokenNow: (severities: string) => `; broken now: ${severities}`,
  beforeAndNow: (before: string, now: string) => `${before} before the repair, ${now} now`,
  thresholdsAfter: 'Thresholds, held against what the repair has left:',
  repaired: 'repaired',
  byHand: 'by hand',
  whatToDo: 'What to do',
  /** @param option `--fix` */
  repairBy: (option: string) => `Repair by ${option}`,
  key: 'key',
  severity: 'severity',
  new: 'new',
  /** Columns of references that no foreign key holds, which are no columns of a table. */
  referenceColumns: { column: 'column', references: 'references', state: 'state', evidence: 'evidence' },
  change: {
    notCompared: 'not compared',
    notLookedFor: 'not looked for before',
    new: (count: number) => `${whole(count)} new`,
    fixed: (count: number) => `${whole(count)} fixed`,
    open: (count: number) => `${whole(count)} open`,
    atLeast: (change: string) => `at least ${change}`,
  },
  /** Rows that came up because of a repair. */
  uncovered: (check: string, count: number, because: string) =>
    `${check}: ${plural(count, 'row')} more, because ${because}`,
}
