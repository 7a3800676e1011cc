import { plural, units, wasOrWere } from '@m4sh/tools-core/language'

const { whole } = units.en

/** What stands on a terminal alone. */
export const text = {
  /** Above all checks. */
  foundBefore: 'Found before the repair:',
  /** @param severities `2 critical`, of a check */
  afterRepair: (severities: string) => `after the repair: ${severities}`,
  morePassed: (checks: number) => `${whole(checks)} more passed (--verbose lists them)`,
  /** @param how the option that does it, or that it is done by hand */
  repair: (how: string) => `repair: ${how}`,
  ofRows: (rows: number) => `of ${whole(rows)}`,
  whatItMeans: 'What it means',
  more: 'More',
  /** Behind rows that are shown. */
  andMoreRows: (rows: number) => `… and ${plural(rows, 'more row')}`,
  notChecked: 'Not checked',
  moreNotChecked: (things: number) => `… and ${plural(things, 'more thing')} (--verbose lists them)`,

  repairs: 'Repair',
  repairsRolledBack: 'Repair, rolled back: nothing was changed',
  nothingToRepair: 'Repair: there is nothing that --fix repairs',
  repairsPlanned: 'What --fix would do (dry run: nothing was changed)',
  /** @param action `removed` */
  action: (rows: number, table: string, action: string) => `${plural(rows, 'row')} of ${table}: ${action}`,
  actionRolledBack: (action: string) => `${action}, and rolled back`,
  keys: (keys: string) => `keys ${keys}`,
  leftAlone: (rows: string) => `left alone: ${rows}`,
  byHand: 'What needs a human',
  before: 'Before',
  after: 'After',
  undo: 'Undo',

  broughtBack: 'Brought back',
  wouldBringBack: 'What --undo would bring back (dry run)',
  file: 'File',
  run: 'Run',
  restored: (rows: number, alreadyThere: number) =>
    `${plural(rows, 'row')}${alreadyThere === 0 ? '' : `; ${whole(alreadyThere)} more ${wasOrWere(alreadyThere)} there already`}`,
}
