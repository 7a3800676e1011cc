import { ms, perSecond, plural, share } from '@m4sh/tools-core/reporting'
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
import type { Capacity, CapacityStep, StressResult } from '../../result.ts'

export function capacitySection({ capacity }: StressResult): Section | null {
  if (capacity === null) return null
  return section({
    id: 'capacity',
    title: 'Capacity',
    intro:
      'How many clients held what was asked for. The search doubles their number until it is missed, and then halves the gap. All other figures of this page are of the largest size that held, or of the smallest where none did.',
    remarks: [foundText(capacity)],
    charts: capacity.steps.length > 1 ? [stepChart(capacity.steps)] : [],
    tables: [stepTable(capacity.steps)],
  })
}

function foundText({ clients, isLimit }: Capacity): string {
  if (clients === 0) return 'No number of clients that was tried held.'
  return isLimit
    ? `${plural(clients, 'client')} held, the most that were tried: there may be room for more.`
    : `${plural(clients, 'client')} are the most that held.`
}

function stepChart(steps: readonly CapacityStep[]): Chart {
  const times = (name: 'p50' | 'p95' | 'p99') => steps.map((step) => drawnLogarithmic(step[name]))
  return {
    id: 'capacity-chart',
    title: 'Latency by the number of clients',
    note: 'Latency of each size that was tried. The axis is logarithmic.',
    spoken: `Latency by the number of clients: p95 ${spanOf(times('p95'), ms)}; the table below has every step.`,
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

function stepTable(steps: readonly CapacityStep[]): Table {
  return table({
    id: 'capacity-table',
    caption: 'Every size that was tried.',
    columns: [
      numbers('Clients'),
      words('Outcome'),
      ...['Received', 'p50', 'p95', 'p99', 'Lost', 'Diverged', 'CPU'].map(numbers),
    ],
    rows: steps.map((step) => ({
      cells: [
        countCell(step.clients),
        outcomeOf(step),
        { text: perSecond(step.receivedPerSecond), sort: step.receivedPerSecond },
        ...[step.p50, step.p95, step.p99].map(timeCell),
        countCell(step.lost),
        countCell(step.diverged),
        { text: share(step.cpuShare), sort: step.cpuShare },
      ],
    })),
  })
}

function outcomeOf({ held, valid }: CapacityStep): Cell {
  if (!valid) return { text: 'this machine was too slow', tone: 'warn' }
  return held ? { text: 'held', tone: 'good' } : { text: 'missed', tone: 'bad' }
}
