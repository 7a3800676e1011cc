import { ms } from '@m4sh/tools-core/reporting'
import { type Chart, drawnLogarithmic, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { ChatResult } from '../../result.ts'

/** In the order of time, as far as they have one. */
const phases = [
  {
    key: 'clientQueue',
    name: 'Queue',
    note: 'from the time when a message was due until it was sent by the try that was taken: this tool’s own lateness, a rate limit, the wait for a connection',
  },
  { key: 'acknowledge', name: 'Answer', note: 'from sending a message until the platform had answered' },
  { key: 'deliver', name: 'Delivery', note: 'from sending a message until the receiver’s socket had it' },
  { key: 'echo', name: 'Echo', note: 'from sending a message until the author’s own socket had it' },
] as const satisfies readonly { key: keyof ChatResult['phases']; name: string; note: string }[]

export function phasesSection({ phases: all }: ChatResult): Section {
  const unknown = phases.filter(({ key }) => all[key].count === 0).map(({ name }) => name)
  return section({
    id: 'phases',
    title: 'Phases',
    intro: 'Where the time goes. Queue and delivery together are the latency; answer and echo run beside the delivery.',
    remarks: unknown.map((name) => `${name}: not known of any message.`),
    charts: unknown.length === phases.length ? [] : [phaseChart(all)],
    tables: [
      summaryTable(
        'phase-summary',
        'Times of the whole run.',
        phases.map(({ key, name, note }) => [name, note, all[key]] as const),
      ),
    ],
  })
}

function phaseChart(all: ChatResult['phases']): Chart {
  const times = (name: 'p50' | 'p95' | 'p99') => phases.map(({ key }) => drawnLogarithmic(all[key][name]))
  return {
    id: 'phase-chart',
    title: 'Phases side by side',
    note: 'The median, and what one in twenty and one in a hundred exceed. The axis is logarithmic.',
    spoken: `Medians of the phases: ${phases.map(({ key, name }) => `${name} ${ms(all[key].p50)}`).join(', ')}; the table below has more.`,
    group: null,
    x: { kind: 'names', values: phases.map((_, at) => at) },
    names: phases.map(({ name }) => name),
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'p99', color: 3, look: 'diamonds', values: times('p99') },
      { label: 'p95', color: 2, look: 'rings', values: times('p95') },
      { label: 'p50', color: 1, look: 'dots', values: times('p50') },
    ],
  }
}
