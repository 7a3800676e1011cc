import type { Report } from '@m4sh/tools-core/reporting'
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
import type { StressLocalization } from '../language/index.ts'
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
import { sentencesOf } from './verdict.ts'

export function toPage(t: StressLocalization, report: Report<StressResult>): ReportPage {
  const { result } = report
  const { repeatIntro, title } = t.messages.headline
  const sections = [
    capacitySection(t, result),
    comparisonSection(t, result),
    timelineSection(t, result),
    latencySection(t, result),
    fanOutSection(t, result),
    convergenceSection(t, result),
    ledgerSection(t, result),
    roomsSection(t, result),
    messagesSection(t, result),
    connectionsSection(t, result),
    errorsSection(t, result.errors),
    generatorSection(t, result.generator),
    runSection(t, report, repeatIntro),
  ].filter((one) => one !== null)
  return reportPage(t, {
    title,
    subject: subjectOf(t, report),
    verdict: verdictView(t, report, sentencesOf(t)),
    thresholds: thresholdTable(t, report, (_, path, value) => figureText(t, path, value)),
    warnings: report.warnings.map(t.translate),
    tiles: toTiles(t, result),
    sections,
  })
}

function subjectOf(t: StressLocalization, { result, run, target }: Report<StressResult>): string {
  const { clients, rooms } = result
  const host = typeof target['host'] === 'string' ? target['host'] : null
  return t.messages.headline.subject(clients.requested, rooms.length, String(target['lessons']), host, runText(t, run))
}
