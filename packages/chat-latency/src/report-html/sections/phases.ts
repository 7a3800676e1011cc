import { type Chart, drawnLogarithmic, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../../language/index.ts'
import type { ChatResult } from '../../result.ts'

/** In the order of time, as far as they have one. */
const phases = ['clientQueue', 'acknowledge', 'deliver', 'echo'] as const satisfies (keyof ChatResult['phases'])[]

export function phasesSection(t: ChatLocalization, { phases: all }: ChatResult): Section {
  const { caption, intro, names, notes, title, unknown: unknownText } = t.messages.phases
  const unknown = phases.filter((phase) => all[phase].count === 0)
  return section({
    paths: ['result.phases'],
    id: 'phases',
    title,
    intro,
    remarks: unknown.map((phase) => unknownText(names[phase])),
    charts: unknown.length === phases.length ? [] : [phaseChart(t, all)],
    tables: [
      summaryTable(
        t,
        'phase-summary',
        caption,
        phases.map((phase) => [names[phase], notes[phase], all[phase]] as const),
      ),
    ],
  })
}

function phaseChart(t: ChatLocalization, all: ChatResult['phases']): Chart {
  const { chart, names, note, spoken } = t.messages.phases
  const times = (name: 'p50' | 'p95' | 'p99') => phases.map((phase) => drawnLogarithmic(all[phase][name]))
  return {
    id: 'phase-chart',
    title: chart,
    note,
    spoken: spoken(phases.map((phase) => `${names[phase]} ${t.ms(all[phase].p50)}`)),
    group: null,
    x: { kind: 'names', values: phases.map((_, at) => at) },
    names: phases.map((phase) => names[phase]),
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'p99', color: 3, look: 'diamonds', values: times('p99') },
      { label: 'p95', color: 2, look: 'rings', values: times('p95') },
      { label: 'p50', color: 1, look: 'dots', values: times('p50') },
    ],
  }
}
