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
import type { BlastLocalization } from '../language/index.ts'
import { type BlastReport, taskOf } from '../summary-rows.ts'
import { databaseSection } from './sections/database.ts'
import { machineSection } from './sections/machine.ts'
import { pushSection } from './sections/push.ts'
import { timelineSection } from './sections/timeline.ts'
import { typesSection } from './sections/types.ts'
import { writingSection } from './sections/writing.ts'
import { toTiles } from './tiles.ts'
import { sentencesOf } from './verdict.ts'

export function toPage(t: BlastLocalization, report: BlastReport): ReportPage {
  const { result } = report
  const { dryRun } = result
  const isWriting = taskOf(report) === 'write'
  const sections = [
    isWriting ? writingSection(t, result) : null,
    isWriting && !dryRun ? timelineSection(t, result) : null,
    isWriting ? typesSection(t, result) : null,
    result.push === null ? null : pushSection(t, result.push),
    taskOf(report) === 'clear' || dryRun ? null : databaseSection(t, report),
    dryRun ? null : { ...errorsSection(t, result.errors), intro: t.messages.errorIntro },
    dryRun ? null : machineSection(t, result),
    runSection(t, report, t.messages.repeatIntro),
  ].filter((one) => one !== null)
  return reportPage(t, {
    title: dryRun ? t.messages.dryRunTitle : t.messages.title,
    subject: subjectOf(t, report),
    verdict: verdictView(t, report, sentencesOf(t)),
    thresholds: thresholdTable(t, report, figureText),
    warnings: report.warnings.map(t.translate),
    tiles: toTiles(t, report),
    sections,
  })
}

function subjectOf(t: BlastLocalization, report: BlastReport): string {
  const { result, run, target } = report
  const { marker, requested, users } = result
  const { subject } = t.messages
  const database = typeof target['database'] === 'string' ? target['database'] : null
  const what = {
    write: () => subject.write(requested, users, database),
    clear: () => subject.clear(users, database),
    undo: () => subject.undo(marker, database),
  }[taskOf(report)]()
  return `${what}; ${runText(t, run)}`
}
