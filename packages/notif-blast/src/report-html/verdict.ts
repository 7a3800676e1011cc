import { listed, plural, type Report, whole } from '@m4sh/tools-core/reporting'
import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import type { BlastResult } from '../result.ts'
import { type BlastReport, rowsIn, taskOf } from '../summary-rows.ts'

/** A report as the core's page wants one. */
export type JudgedBlast = Report<BlastResult & { readonly generator: { readonly level: 'ok' } }>

/** The core asks whether the machine was too slow to be believed. How fast this one writes is what is asked here. */
export function judged(report: BlastReport): JudgedBlast {
  const { result } = report
  return { ...report, result: { ...result, generator: { ...result.generator, level: 'ok' } } }
}

/** Why the verdict is what it is. */
export const sentences = { pass: passSentence, fail: failSentence, error: errorSentence } as const

function passSentence(report: JudgedBlast): string {
  const { database, dryRun } = report.result
  if (dryRun) return `Nothing was touched: ${listed(planned(report))}.`
  const agrees = database.agrees === true && taskOf(report) === 'write' ? ['the database holds as many'] : []
  return `${[doneText(report), ...agrees, ...pushTexts(report), heldText(report)].join('; ')}.`
}

/** What a run would have done that touches nothing. */
function planned(report: BlastReport): string[] {
  const { cleared, requested, resumed, users } = report.result
  const wanted = requested - resumed
  const texts = [
    ...(cleared > 0 ? [`${plural(cleared, 'row')} would be removed`] : []),
    ...(wanted > 0 ? [`${plural(wanted, 'row')} would be written for ${plural(users, 'user')}`] : []),
  ]
  return texts.length > 0 ? texts : ['there is nothing to do']
}

function doneText(report: BlastReport): string {
  const { cleared, requested } = report.result
  const task = taskOf(report)
  const written = rowsIn(report.result)
  if (task === 'undo')
    return cleared === 0
      ? 'The run has no row in the database'
      : `${plural(cleared, 'row')} of the run ${were(cleared)} removed`
  if (task === 'clear')
    return cleared === 0 ? 'There was no row to remove' : `${plural(cleared, 'row')} ${were(cleared)} removed`
  if (written < requested) return `${whole(written)} of ${plural(requested, 'row')} ${are(written)} in`
  return requested === 1 ? 'The one row is in' : `All ${plural(requested, 'row')} are in`
}

function pushTexts({ result: { push } }: BlastReport): string[] {
  if (push === null) return []
  const { failed, lost } = push
  return [
    ...(failed > 0 ? [`${plural(failed, 'push', 'pushes')} failed`] : []),
    ...(lost !== null && lost > 0 ? [`${plural(lost, 'push', 'pushes')} never arrived`] : []),
  ]
}

function failSentence(report: JudgedBlast): string {
  const { database, failed, requested } = report.result
  const missed = missedText(report)
  const reasons = [
    ...(failed > 0 ? [`${whole(failed)} of ${plural(requested, 'row')} ${are(failed)} not in`] : []),
    ...(database.agrees === false ? [disagreement(report)] : []),
    ...(missed === null ? [] : [missed]),
  ]
  return reasons.length === 0 ? 'Something fails this run.' : `${listed(reasons)}.`
}

function disagreement(report: BlastReport): string {
  const { database } = report.result
  const held = plural(database.rows ?? 0, 'row')
  if (taskOf(report) === 'undo') return `${held} of the run ${are(database.rows ?? 0)} still there`
  return `${held} with the marker are in the database, though ${whole(rowsIn(report.result))} were written`
}

function errorSentence(report: BlastReport): string {
  const { cleared, requested } = report.result
  const got =
    taskOf(report) === 'write'
      ? `${whole(rowsIn(report.result))} of ${plural(requested, 'row')} are in`
      : `${plural(cleared, 'row')} ${were(cleared)} removed until then`
  return `The job could not be done: ${got}.`
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are'
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were'
}
