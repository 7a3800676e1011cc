import type { Report } from '@m4sh/tools-core/reporting'
import {
  errorsSection,
  figureText,
  generatorSection,
  type ReportPage,
  reportPage,
  runSection,
  runText,
  thresholdTable,
  verdictView,
} from '@m4sh/tools-core/reporting/html'
import { hostOf } from '../host-of.ts'
import type { ChatLocalization } from '../language/index.ts'
import type { ChatResult } from '../result.ts'
import { comparisonSection } from './sections/comparison.ts'
import { latencySection } from './sections/latency.ts'
import { messagesSection } from './sections/messages.ts'
import { phasesSection } from './sections/phases.ts'
import { timeSection } from './sections/time.ts'
import { toTiles } from './tiles.ts'
import { sentencesOf } from './verdict.ts'

export function toPage(t: ChatLocalization, report: Report<ChatResult>): ReportPage {
  const { result } = report
  const sections = [
    comparisonSection(t, result),
    latencySection(t, result),
    timeSection(t, result),
    phasesSection(t, result),
    messagesSection(t, result),
    errorsSection(t, result.errors),
    generatorSection(t, result.generator),
    runSection(t, report, t.messages.repeatIntro),
  ].filter((one) => one !== null)
  return reportPage(t, {
    title: t.messages.title,
    subject: subjectOf(t, report),
    verdict: verdictView(t, report, sentencesOf(t)),
    thresholds: thresholdTable(t, report, figureText),
    warnings: report.warnings.map(t.translate),
    tiles: toTiles(t, result),
    sections,
  })
}

function subjectOf(t: ChatLocalization, { result: { messages }, run, target }: Report<ChatResult>): string {
  const lessons = Array.isArray(target['lessons']) ? target['lessons'].map(String) : []
  return t.messages.subject(messages.sent, lessons, hostOf(target['url']), runText(t, run))
}
