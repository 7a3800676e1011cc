import { heldText, missedText } from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../language/index.ts'
import { type BlastReport, rowsIn, taskOf } from '../summary-rows.ts'

/** Why the verdict is what it is. */
export function sentencesOf(t: BlastLocalization) {
  return {
    pass: (report: BlastReport) => passSentence(t, report),
    fail: (report: BlastReport) => failSentence(t, report),
    error: (report: BlastReport) => errorSentence(t, report),
  } as const
}

function passSentence(t: BlastLocalization, report: BlastReport): string {
  const { database, dryRun } = report.result
  const texts = t.messages.verdict
  if (dryRun) return texts.untouched(planned(t, report))
  const agrees = database.agrees === true && taskOf(report) === 'write' ? [texts.agrees] : []
  return texts.passed([doneText(t, report), ...agrees, ...pushTexts(t, report), heldText(t, report)])
}

/** What a run would have done that touches nothing. */
function planned({ messages: { verdict } }: BlastLocalization, report: BlastReport): string[] {
  const { cleared, requested, resumed, users } = report.result
  const wanted = requested - resumed
  const texts = [
    ...(cleared > 0 ? [verdict.wouldRemove(cleared)] : []),
    ...(wanted > 0 ? [verdict.wouldWrite(wanted, users)] : []),
  ]
  return texts.length > 0 ? texts : [verdict.nothingToDo]
}

function doneText({ messages: { verdict } }: BlastLocalization, report: BlastReport): string {
  const { cleared, requested } = report.result
  const task = taskOf(report)
  if (task === 'undo') return verdict.undone(cleared)
  return task === 'clear' ? verdict.cleared(cleared) : verdict.written(rowsIn(report.result), requested)
}

function pushTexts({ messages: { verdict } }: BlastLocalization, { result: { push } }: BlastReport): string[] {
  if (push === null) return []
  const { failed, lost } = push
  return [
    ...(failed > 0 ? [verdict.failedPushes(failed)] : []),
    ...(lost !== null && lost > 0 ? [verdict.lostPushes(lost)] : []),
  ]
}

function failSentence(t: BlastLocalization, report: BlastReport): string {
  const { database, failed, requested } = report.result
  const texts = t.messages.verdict
  const missed = missedText(t, report)
  return texts.failed([
    ...(failed > 0 ? [texts.missing(failed, requested)] : []),
    ...(database.agrees === false ? [disagreement(t, report)] : []),
    ...(missed === null ? [] : [missed]),
  ])
}

function disagreement({ messages: { verdict } }: BlastLocalization, report: BlastReport): string {
  const rows = report.result.database.rows ?? 0
  return taskOf(report) === 'undo' ? verdict.stillThere(rows) : verdict.disagrees(rows, rowsIn(report.result))
}

function errorSentence({ messages: { verdict } }: BlastLocalization, report: BlastReport): string {
  const { cleared, requested } = report.result
  return taskOf(report) === 'write'
    ? verdict.couldNotWrite(rowsIn(report.result), requested)
    : verdict.couldNotRemove(cleared)
}
