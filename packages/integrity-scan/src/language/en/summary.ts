import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** The figures of a whole scan. */
export const summary = {
  brokenRows: 'Broken rows',
  brokenBefore: 'Broken before --fix',
  brokenAfter: 'Broken after --fix',
  checks: 'Checks',
  checksBefore: 'Checks before --fix',
  checkCounts: {
    failed: (checks: number) => `${whole(checks)} found something`,
    passed: (checks: number) => `${whole(checks)} passed`,
    skipped: (checks: number) => `${whole(checks)} skipped`,
    error: (checks: number) => `${whole(checks)} ended with an error`,
  },
  compared: 'Compared',
  comparedAfter: 'Compared after --fix',
  comparedWith: (fresh: number, fixed: number, open: number, file: string, startedAt: string | null) =>
    `${whole(fresh)} new, ${whole(fixed)} fixed, ${whole(open)} open since ${startedAt === null ? `ever: there is no ${file} yet` : `${startedAt} (${file})`}`,
  database: 'Database',
  asOf: 'As of',
  asOfText: (takenAt: string, isolation: string, connections: number) =>
    `${takenAt}, ${isolation}, ${plural(connections, 'connection')}`,
  time: 'Time',
  timeText: (catalog: string, checks: string) => `${catalog} for the catalog, ${checks} for the checks`,
}

/** The figures that a reader of the page wants first. */
export const tiles = {
  critical: 'Critical',
  criticalNote: 'rows that break something for people',
  warning: 'Warning',
  warningNote: 'rows that are most likely wrong',
  info: 'Info',
  infoNote: 'rows that are worth knowing of',
  /** @param note what such rows are */
  beforeRepair: (rows: number, note: string) => `${whole(rows)} before the repair; ${note}`,
  new: 'New',
  newNote: (fixed: number, open: number) =>
    `since the earlier report; ${whole(fixed)} are gone, ${whole(open)} still open`,
  repaired: 'Repaired',
  repairedNote: (brokenNow: string) => `rows${brokenNow}`,
  rolledBackNote: 'rows: all was rolled back',
  wouldBeRepaired: 'Would be repaired',
  wouldBeRepairedNote: 'rows, by --fix',
  checksMade: 'Checks made',
  checksMadeOf: (made: number, all: number) => `${whole(made)} of ${whole(all)}`,
  checksMadeNote: (failed: number, passed: number, isAfterRepair: boolean) =>
    `${isAfterRepair ? 'after the repair ' : ''}${whole(failed)} found something, ${whole(passed)} passed`,
  broughtBack: 'Brought back',
  wouldBeBroughtBack: 'Would be brought back',
  broughtBackNote: 'rows',
  thereAlready: 'There already',
  thereAlreadyNote: 'rows that are as they were',
  leftAlone: 'Left alone',
  leftAloneNote: 'rows that others have changed since',
}
