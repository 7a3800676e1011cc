import { plural, type Report } from '@m4sh/tools-core/reporting'
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
import type { ChatResult } from '../result.ts'
import { comparisonSection } from './sections/comparison.ts'
import { latencySection } from './sections/latency.ts'
import { messagesSection } from './sections/messages.ts'
import { phasesSection } from './sections/phases.ts'
import { timeSection } from './sections/time.ts'
import { toTiles } from './tiles.ts'
import { sentences } from './verdict.ts'

const repeatIntro = 'Enough to run the same again: the same seed gives the same texts, and the same comparison.'

export function toPage(report: Report<ChatResult>): ReportPage {
  const { result } = report
  const sections = [
    comparisonSection(result),
    latencySection(result),
    timeSection(result),
    phasesSection(result),
    messagesSection(result),
    errorsSection(result.errors),
    generatorSection(result.generator),
    runSection(report, repeatIntro),
  ].filter((one) => one !== null)
  return reportPage({
    title: 'Chat latency',
    subject: subjectOf(report),
    verdict: verdictView(report, sentences),
    thresholds: thresholdTable(report, figureText),
    warnings: report.warnings,
    tiles: toTiles(result),
    sections,
  })
}

function subjectOf({ result: { messages }, run, target }: Report<ChatResult>): string {
  const lessons = Array.isArray(target['lessons']) ? target['lessons'].map(String) : []
  const where = `${lessons.length === 1 ? 'lesson' : 'lessons'} ${lessons.join(', ')}`
  return `${plural(messages.sent, 'message')} in ${where} at ${hostOf(target['url'])}; ${runText(run)}`
}

/** What is no address is shown as it is. */
function hostOf(url: unknown): string {
  const text = String(url)
  return URL.canParse(text) ? new URL(text).host : text
}
