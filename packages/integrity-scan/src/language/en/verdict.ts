import { capital, isOrAre, plural, units, wasOrWere } from '@m4sh/tools-core/language'
import type { FailOn } from '../../judge.ts'

const { listed, whole } = units.en

/** What came out, in whole sentences. */
export const verdict = {
  noneFound: 'No broken row was found.',
  noneFoundBy: (checks: number) =>
    `No broken row was found by the ${plural(checks, 'check')} that ${wasOrWere(checks)} made.`,
  noneMade: 'No check was made.',
  noneCouldBeMade: 'No check could be made.',
  /** @param severities `3 critical, 1 info` */
  found: (rows: number, severities: string) => `${foundRows(rows, severities)}.`,
  foundNoneNew: (rows: number, severities: string) => `${foundRows(rows, severities)}, none of them new.`,
  foundHarmless: (rows: number, severities: string) => `${foundRows(rows, severities)}, which fail nothing.`,
  noneLeft: 'No broken row is left.',
  leftNoneNew: 'None of the rows that are left is new.',
  leftHarmless: 'The rows that are left fail nothing.',
  stopped: 'The scan was stopped early.',
  unfinished: (checks: number) => `${plural(checks, 'check')} could not be made to the end.`,
  notDone: 'The job could not be done.',
  failing: (rows: number, failOn: FailOn, { areNew, areLeft }: { areNew: boolean; areLeft: boolean }) =>
    `${plural(rows, `${areNew ? 'new ' : ''}${failingKind(failOn)} row`)} ${areLeft ? `${isOrAre(rows)} left` : `${wasOrWere(rows)} found`}`,
  failed: (reasons: readonly string[]) =>
    reasons.length === 0 ? 'Something fails this run.' : `${capital(listed(reasons))}.`,

  unchanged: 'Nothing was changed.',
  nothingToRepair: 'Nothing was changed: there is nothing that --fix repairs.',
  allLeftAlone: (rows: number) => `Nothing was changed: ${plural(rows, 'row')} ${wasOrWere(rows)} left alone.`,
  wouldRepair: (rows: number) => `Nothing was changed: --fix would repair ${plural(rows, 'row')} at most.`,
  /** @param brokenNow the end of the sentence, or nothing */
  repaired: (rows: number, brokenNow: string) => `${plural(rows, 'row')} ${wasOrWere(rows)} repaired${brokenNow}.`,
  rolledBack: (reason: string | null) =>
    `Nothing was changed, as the repair was rolled back${reason === null ? '' : `: ${reason}`}.`,

  nothingToUndo: 'There was nothing to undo: the repair had been rolled back.',
  undoRolledBack: 'Nothing was changed: the undo was rolled back.',
  wouldBringBack: (rows: number, left: number) =>
    `Nothing was changed: --undo would bring back ${plural(rows, 'row')}${leftAlone(left)}.`,
  broughtBack: (rows: number, left: number) =>
    `${plural(rows, 'row')} ${wasOrWere(rows)} brought back${leftAlone(left)}.`,
}

function foundRows(rows: number, severities: string): string {
  return `${plural(rows, 'broken row')} (${severities}) ${wasOrWere(rows)} found`
}

function failingKind(failOn: FailOn): string {
  if (failOn === 'critical') return 'critical'
  return failOn === 'warning' ? 'critical or warning' : 'broken'
}

function leftAlone(rows: number): string {
  return rows === 0 ? '' : `; ${whole(rows)} ${isOrAre(rows)} left alone`
}
