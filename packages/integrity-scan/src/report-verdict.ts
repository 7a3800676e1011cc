import { listed, plural, whole } from '@m4sh/tools-core/reporting'
import { type FailOn, failOnOf, judgeScan } from './judge.ts'
import { type ScanReport, severityText } from './report-words.ts'
import type { FixResult, Summary, UndoResult } from './result.ts'

/** What came out, in whole sentences, what was asked for first. */
export function verdictSentences(report: ScanReport): readonly [string, ...string[]] {
  const { fix, undo } = report.result
  if (undo !== null) return [undoSentence(undo)]
  const [first, ...others] = scanSentences(report)
  if (fix === null) return [first, ...others]
  const done = fixSentence(fix)
  if (fix.transaction === 'rolled back') return [done, ...others]
  return fix.transaction === 'committed' ? [done, first, ...others] : [first, done, ...others]
}

/** Why the verdict is what it is, and what else there is to know of the scan. */
function scanSentences(report: ScanReport): readonly [string, ...string[]] {
  const { result, run, verdict } = report
  if (verdict === 'pass') return [passSentence(result.summary)]
  if (verdict === 'fail') return [failSentence(report)]
  const found = result.summary.failed > 0 ? [`${capital(rowsText(result.summary))} found.`] : []
  return [run.interrupted ? 'The scan was stopped early.' : errorSentence(result.summary), ...found]
}

function passSentence(summary: Summary): string {
  if (summary.failed > 0)
    return `${capital(rowsText(summary))} found, ${summary.new === 0 ? 'none of them new' : 'which fail nothing'}.`
  const made = summary.passed
  if (made === 0) return 'No check was made.'
  return made === summary.checks
    ? 'No broken row was found.'
    : `No broken row was found by the ${plural(made, 'check')} that ${were(made)} made.`
}

function errorSentence({ checks, error, failed, passed }: Summary): string {
  if (checks > 0 && passed + failed === 0) return 'No check could be made.'
  return error > 0 ? `${plural(error, 'check')} could not be made to the end.` : 'The job could not be done.'
}

function failSentence(report: ScanReport): string {
  const { options, result, thresholds } = report
  const failOn = failOnOf(options)
  const { failing } = judgeScan(result, failOn)
  const rows = Object.values(failing).reduce((sum, count) => sum + count, 0)
  const missed = thresholds.filter(({ passed }) => !passed).length
  const reasons = [
    ...(rows > 0 ? [failingText(rows, failOn, result)] : []),
    ...(missed > 0
      ? [`${missed} of ${plural(thresholds.length, 'threshold')} ${missed === 1 ? 'was' : 'were'} missed`]
      : []),
  ]
  return reasons.length === 0 ? 'Something fails this run.' : `${capital(listed(reasons))}.`
}

function failingText(rows: number, failOn: FailOn, { comparison, fix }: ScanReport['result']): string {
  const fresh = comparison === null ? '' : 'new '
  const kind = failOn === 'critical' ? 'critical ' : failOn === 'warning' ? 'critical or warning ' : 'broken '
  const became = fix?.transaction === 'committed' ? `${rows === 1 ? 'is' : 'are'} left` : `${were(rows)} found`
  return `${plural(rows, `${fresh}${kind}row`)} ${became}`
}

function rowsText(summary: Summary): string {
  const rows = summary.critical + summary.warning + summary.info
  return `${plural(rows, 'broken row')} (${severityText(summary)}) ${were(rows)}`
}

function fixSentence({ actions, after, dryRun, reason, transaction }: FixResult): string {
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  if (transaction === 'rolled back') return rolledBackSentence(reason)
  if (rows === 0) return nothingSentence(actions, reason)
  if (dryRun) return `Nothing was changed: --fix would repair ${plural(rows, 'row')} at most.`
  const left = after === null ? '' : `; broken now: ${severityText(after)}`
  return `${plural(rows, 'row')} ${were(rows)} repaired${left}.`
}

function rolledBackSentence(reason: string | null): string {
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`
  return `Nothing was changed, as the repair was rolled back${why}.`
}

function nothingSentence(actions: FixResult['actions'], reason: string | null): string {
  if (reason !== null) return `Nothing was changed. ${reason}`
  const left = actions.flatMap((action) => action.left).reduce((sum, { count }) => sum + count, 0)
  if (left === 0) return 'Nothing was changed: there is nothing that --fix repairs.'
  return `Nothing was changed: ${plural(left, 'row')} ${were(left)} left alone.`
}

function undoSentence({ dryRun, fix, tables, transaction }: UndoResult): string {
  const rows = tables.reduce((sum, { restored }) => sum + restored, 0)
  const left = tables.flatMap((table) => table.left).reduce((sum, { count }) => sum + count, 0)
  if (fix === 'rolled back') return 'There was nothing to undo: the repair had been rolled back.'
  if (transaction === 'rolled back') return 'Nothing was changed: the undo was rolled back.'
  if (transaction === 'none' && !dryRun) return 'Nothing was changed.'
  const rest = left === 0 ? '' : `; ${whole(left)} ${left === 1 ? 'is' : 'are'} left alone`
  if (dryRun) return `Nothing was changed: --undo would bring back ${plural(rows, 'row')}${rest}.`
  return `${plural(rows, 'row')} ${were(rows)} brought back${rest}.`
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
