import { escapeInvisible, type Report } from '@m4sh/tools-core/reporting'
import type { StressResult } from '../result.ts'
import { ms } from '../summary-rows.ts'
import type { Chart } from './chart.ts'
import type { Figure } from './figure.ts'
import { plural } from './figure-text.ts'
import type { Section } from './section.ts'
import { capacitySection } from './sections/capacity.ts'
import { comparisonSection } from './sections/comparison.ts'
import { connectionsSection } from './sections/connections.ts'
import { convergenceSection } from './sections/convergence.ts'
import { errorsSection } from './sections/errors.ts'
import { fanOutSection } from './sections/fan-out.ts'
import { generatorSection } from './sections/generator.ts'
import { latencySection } from './sections/latency.ts'
import { ledgerSection } from './sections/ledger.ts'
import { messagesSection } from './sections/messages.ts'
import { optionsSection } from './sections/options.ts'
import { roomsSection } from './sections/rooms.ts'
import { timelineSection } from './sections/timeline.ts'
import type { Table } from './table.ts'
import { toTiles } from './tiles.ts'
import { thresholdTable, type VerdictView, verdictOf } from './verdict.ts'

/** All that the template shows, ready to print. */
export interface Page {
  readonly title: string
  readonly subject: string
  readonly verdict: VerdictView
  readonly thresholds: Table | null
  readonly warnings: readonly string[]
  readonly tiles: readonly Figure[]
  readonly sections: readonly Section[]
  readonly data: PageData
}

/** What the script works with. */
export interface PageData {
  readonly charts: readonly Chart[]
}

export function toPage(report: Report<StressResult>): Page {
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
    errorsSection(result),
    generatorSection(result),
    optionsSection(report),
  ].filter((one) => one !== null)
  return withVisibleText({
    title: 'Whiteboard under load',
    subject: subjectOf(report),
    verdict: verdictOf(report),
    thresholds: thresholdTable(report),
    warnings: report.warnings,
    tiles: toTiles(result),
    sections,
    data: { charts: sections.flatMap(({ charts }) => charts) },
  })
}

function subjectOf({ result, run, target }: Report<StressResult>): string {
  const lessons = result.rooms.length === 1 ? 'lesson' : 'lessons'
  const where = typeof target['host'] === 'string' ? ` at ${target['host']}` : ''
  const when = run.startedAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')
  return `${plural(result.clients.requested, 'client')} on ${lessons} ${String(target['lessons'])}${where}; ${when}, ${ms(run.durationMs)}`
}

/** All texts of a page: a name may be made so that it reads as another. */
function withVisibleText<T>(value: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts become texts, all else keeps its shape
  return textsOf(value) as T
}

function textsOf(value: unknown): unknown {
  if (typeof value === 'string') return escapeInvisible(value)
  if (Array.isArray(value)) return value.map(textsOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textsOf(item)]))
}
