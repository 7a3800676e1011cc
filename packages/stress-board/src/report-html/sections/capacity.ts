import {
  type Cell,
  type Chart,
  countCell,
  drawnLogarithmic,
  numbers,
  type Section,
  section,
  spanOf,
  type Table,
  table,
  timeCell,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../../language/index.ts'
import type { CapacityStep, StressResult } from '../../result.ts'

export function capacitySection(t: StressLocalization, { capacity }: StressResult): Section | null {
  if (capacity === null) return null
  const texts = t.messages.sections.capacity
  return section({
    paths: ['result.capacity'],
    id: 'capacity',
    title: texts.title,
    intro: texts.intro,
    remarks: [texts.found(capacity.clients, capacity.isLimit)],
    charts: capacity.steps.length > 1 ? [stepChart(t, capacity.steps)] : [],
    tables: [stepTable(t, capacity.steps)],
  })
}

function stepChart(t: StressLocalization, steps: readonly CapacityStep[]): Chart {
  const texts = t.messages.sections.capacity
  const times = (name: 'p50' | 'p95' | 'p99') => steps.map((step) => drawnLogarithmic(step[name]))
  return {
    id: 'capacity-chart',
    title: texts.chart,
    note: texts.note,
    spoken: texts.spoken(spanOf(t, times('p95'), t.ms)),
    group: null,
    x: { kind: 'clients', values: steps.map(({ clients }) => clients) },
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'p99', color: 3, look: 'dashes', values: times('p99') },
      { label: 'p95', color: 2, look: 'line', values: times('p95') },
      { label: 'p50', color: 1, look: 'line', values: times('p50') },
    ],
  }
}

function stepTable(t: StressLocalization, steps: readonly CapacityStep[]): Table {
  const texts = t.messages.sections.capacity
  return table({
    id: 'capacity-table',
    caption: texts.caption,
    columns: [
      numbers(texts.clients),
      words(texts.outcome),
      ...[texts.received, 'p50', 'p95', 'p99', texts.lost, texts.diverged, texts.cpu].map(numbers),
    ],
    rows: steps.map((step) => ({
      cells: [
        countCell(t, step.clients),
        outcomeOf(t, step),
        { text: t.perSecond(step.receivedPerSecond), sort: step.receivedPerSecond },
        ...[step.p50, step.p95, step.p99].map((time) => timeCell(t, time)),
        countCell(t, step.lost),
        countCell(t, step.diverged),
        { text: t.share(step.cpuShare), sort: step.cpuShare },
      ],
    })),
  })
}

function outcomeOf(t: StressLocalization, { held, valid }: CapacityStep): Cell {
  const texts = t.messages.sections.capacity
  if (!valid) return { text: texts.tooSlow, tone: 'warn' }
  return held ? { text: texts.held, tone: 'good' } : { text: texts.missed, tone: 'bad' }
}
