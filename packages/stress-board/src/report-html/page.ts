import { plural, type Report } from '@m4sh/tools-core/reporting'
import {
  errorsSection,
  generatorSection,
  type ReportPage,
  reportPage,
  runSection,
  runText,
  thresholdTable,
  verdictView,
} from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../result.ts'
import { figureText } from './figure-text.ts'
import { capacitySection } from './sections/capacity.ts'
import { comparisonSection } from './sections/comparison.ts'
import { connectionsSection } from './sections/connections.ts'
import { convergenceSection } from './sections/convergence.ts'
import { fanOutSection } from './sections/fan-out.ts'
import { latencySection } from './sections/latency.ts'
import { ledgerSection } from './sections/ledger.ts'
import { messagesSection } from './sections/messages.ts'
import { roomsSection } from './sections/rooms.ts'
import { timelineSection } from './sections/timeline.ts'
import { toTiles } from './tiles.ts'
import { sentences } from './verdict.ts'

const repeatIntro = 'Enough to run the same again: the same seed gives the same operations and impairments.'

export function toPage(report: Report<StressResult>): ReportPage {
  const { result } = report
  const sections = [
    capacitySection(result),
    comparisonSection(result),
    timelineSection(result),
    latencySection(result),
    fanOutSection(result),
    convergenceSection(result),
    ledgerSection(result),
    roomsSection(result),
    messagesSection(result),
    connectionsSection(result),
    errorsSection(result.errors),
    generatorSection(result.generator),
    runSection(report, repeatIntro),
  ].filter((one) => one !== null)
  return reportPage({
    title: 'Whiteboard under load',
    subject: subjectOf(report),
    verdict: verdictView(report, sentences),
    thresholds: thresholdTable(report, figureText),
    warnings: report.warnings,
    tiles: toTiles(result),
    sections,
  })
}

function subjectOf({ result, run, target }: Report<StressResult>): string {
  const lessons = result.rooms.length === 1 ? 'lesson' : 'lessons'
  const where = typeof target['host'] === 'string' ? ` at ${target['host']}` : ''
  return `${plural(result.clients.requested, 'client')} on ${lessons} ${String(target['lessons'])}${where}; ${runText(run)}`
}
