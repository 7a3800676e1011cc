import { failOnOf, judgeScan } from './judge.ts'
import type { ScanLocalization } from './language/index.ts'
import { reasonsText, type ScanReport, severityText } from './report-words.ts'
import type { FixResult, Summary, UndoResult } from './result.ts'
import { isRepaired } from './state-now.ts'

/** What came out, in whole sentences, what was asked for first. */
export function verdictSentences(t: ScanLocalization, report: ScanReport): readonly [string, ...string[]] {
  const { fix, undo } = report.result
  if (undo !== null) return [undoSentence(t, undo)]
  const [first, ...others] = scanSentences(t, report)
  if (fix === null) return [first, ...others]
  const done = fixSentence(t, fix)
  if (fix.transaction === 'rolled back') return [done, ...others]
  return fix.transaction === 'committed' ? [done, first, ...others] : [first, done, ...others]
}

/** Why the verdict is what it is, and what else there is to know of the scan. */
function scanSentences(t: ScanLocalization, report: ScanReport): readonly [string, ...string[]] {
  const { result, run, verdict } = report
  const { summary } = result
  const texts = t.messages.verdict
  if (verdict === 'pass') return [isRepaired(result) ? leftSentence(t, result.now.summary) : passSentence(t, summary)]
  if (verdict === 'fail') return [failSentence(t, report)]
  const found =
    summary.failed > 0 && !isRepaired(result) ? [texts.found(brokenRows(summary), severityText(t, summary))] : []
  return [run.interrupted ? texts.stopped : errorSentence(t, summary), ...found]
}

function passSentence(t: ScanLocalization, summary: Summary): string {
  const texts = t.messages.verdict
  if (summary.failed > 0) {
    const sentence = summary.new === 0 ? texts.foundNoneNew : texts.foundHarmless
    return sentence(brokenRows(summary), severityText(t, summary))
  }
  const made = summary.passed
  if (made === 0) return texts.noneMade
  return made === summary.checks ? texts.noneFound : texts.noneFoundBy(made)
}

/** What a repair has left fails nothing; how much it is has been said with what was repaired. */
function leftSentence({ messages: { verdict: texts } }: ScanLocalization, summary: Summary): string {
  if (brokenRows(summary) === 0) return texts.noneLeft
  return summary.new === 0 ? texts.leftNoneNew : texts.leftHarmless
}

function errorSentence({ messages: { verdict: texts } }: ScanLocalization, summary: Summary): string {
  const { checks, error, failed, passed } = summary
  if (checks > 0 && passed + failed === 0) return texts.noneCouldBeMade
  return error > 0 ? texts.unfinished(error) : texts.notDone
}

function failSentence(t: ScanLocalization, report: ScanReport): string {
  const { options, result, thresholds } = report
  const texts = t.messages.verdict
  const failOn = failOnOf(options)
  const { failing } = judgeScan(result, failOn)
  const rows = Object.values(failing).reduce((sum, count) => sum + count, 0)
  const missed = thresholds.filter(({ passed }) => !passed).length
  const what = { areNew: result.comparison !== null, areLeft: result.fix?.transaction === 'committed' }
  return texts.failed([
    ...(rows > 0 ? [texts.failing(rows, failOn, what)] : []),
    ...(missed > 0 ? [t.core.thresholds.missed(missed, thresholds.length)] : []),
  ])
}

function brokenRows({ critical, warning, info }: Summary): number {
  return critical + warning + info
}

function fixSentence(t: ScanLocalization, { actions, after, dryRun, reason, transaction }: FixResult): string {
  const { verdict: texts, words } = t.messages
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  const why = reason === null ? null : reasonsText(t, reason)
  if (transaction === 'rolled back') return texts.rolledBack(why?.replace(/\.$/, '') ?? null)
  if (rows === 0) return nothingSentence(t, actions, why)
  if (dryRun) return texts.wouldRepair(rows)
  return texts.repaired(rows, after === null ? '' : words.brokenNow(severityText(t, after)))
}

function nothingSentence(
  { messages: { verdict: texts } }: ScanLocalization,
  actions: FixResult['actions'],
  reason: string | null,
): string {
  if (reason !== null) return `${texts.unchanged} ${reason}`
  const left = actions.flatMap((action) => action.left).reduce((sum, { count }) => sum + count, 0)
  return left === 0 ? texts.nothingToRepair : texts.allLeftAlone(left)
}

function undoSentence({ messages: { verdict: texts } }: ScanLocalization, undo: UndoResult): string {
  const { dryRun, fix, tables, transaction } = undo
  const rows = tables.reduce((sum, { restored }) => sum + restored, 0)
  const left = tables.flatMap((table) => table.left).reduce((sum, { count }) => sum + count, 0)
  if (fix === 'rolled back') return texts.nothingToUndo
  if (transaction === 'rolled back') return texts.undoRolledBack
  if (transaction === 'none' && !dryRun) return texts.unchanged
  return dryRun ? texts.wouldBringBack(rows, left) : texts.broughtBack(rows, left)
}
