import { plural } from '@m4sh/tools-core/reporting'
import {
  errorsSection,
  figureText,
  type ReportPage,
  reportPage,
  runSection,
  runText,
  thresholdTable,
  verdictView,
} from '@m4sh/tools-core/reporting/html'
import { type BlastReport, taskOf } from '../summary-rows.ts'
import { databaseSection } from './sections/database.ts'
import { machineSection } from './sections/machine.ts'
import { pushSection } from './sections/push.ts'
import { timelineSection } from './sections/timeline.ts'
import { typesSection } from './sections/types.ts'
import { writingSection } from './sections/writing.ts'
import { toTiles } from './tiles.ts'
import { judged, sentences } from './verdict.ts'

const repeatIntro =
  'Enough to run the same again: the same seed gives the same notifications, but for their ids and times.'

const errorIntro = 'Lost connections, batches that the database refused for the moment, pushes that came to nothing.'

export function toPage(report: BlastReport): ReportPage {
  const { result } = report
  const { dryRun } = result
  const isWriting = taskOf(report) === 'write'
  const sections = [
    isWriting ? writingSection(result) : null,
    isWriting && !dryRun ? timelineSection(result) : null,
    isWriting ? typesSection(result) : null,
    result.push === null ? null : pushSection(result.push),
    taskOf(report) === 'clear' || dryRun ? null : databaseSection(report),
    dryRun ? null : { ...errorsSection(result.errors), intro: errorIntro },
    dryRun ? null : machineSection(result),
    runSection(report, repeatIntro),
  ].filter((one) => one !== null)
  return reportPage({
    title: dryRun ? 'Notification blast (dry run)' : 'Notification blast',
    subject: subjectOf(report),
    verdict: verdictView(judged(report), sentences),
    thresholds: thresholdTable(judged(report), figureText),
    warnings: report.warnings,
    tiles: toTiles(report),
    sections,
  })
}

function subjectOf(report: BlastReport): string {
  const { result, run, target } = report
  const { marker, requested, users } = result
  const task = taskOf(report)
  const what = {
    write: `${plural(requested, 'row')} for ${plural(users, 'user')}`,
    clear: `Rows of ${plural(users, 'user')} taken away`,
    undo: `Rows of run ${marker} taken away`,
  }[task]
  const where =
    typeof target['database'] === 'string' ? ` ${task === 'write' ? 'in' : 'from'} ${target['database']}` : ''
  return `${what}${where}; ${runText(run)}`
}
