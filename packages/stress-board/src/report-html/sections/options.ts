import type { Report } from '@m4sh/tools-core/reporting'
import type { StressResult } from '../../result.ts'
import { ms } from '../../summary-rows.ts'
import { type Section, section } from '../section.ts'
import { type Row, table, words } from '../table.ts'

export function optionsSection({ tool, run, target, options }: Report<StressResult>): Section {
  const part = run.shard === null ? [] : [row('shard', `${run.shard.index} of ${run.shard.total}`)]
  const { node, platform, cpus } = run.environment
  return section({
    id: 'options',
    title: 'What was run',
    intro: 'Enough to run the same again: the same seed gives the same operations and impairments.',
    tables: [
      table({
        id: 'run-table',
        caption: 'The run and its machine.',
        isSortable: false,
        columns: [words('Fact'), words('Value')],
        rows: [
          row('tool', `${tool.name} ${tool.version}`),
          ...Object.entries(target).map(([name, value]) => row(name, textOf(value))),
          row('started', run.startedAt),
          row('duration', ms(run.durationMs)),
          row('seed', String(run.seed ?? 'none')),
          ...part,
          row('machine', `${platform}, ${cpus} CPUs, Node ${node}`),
          row('id', run.id),
        ],
      }),
      table({
        id: 'options-table',
        fold: 'Options',
        caption: 'Every option that says something, defaults included. Times are in milliseconds.',
        isSortable: false,
        columns: [words('Option'), words('Value')],
        rows: Object.entries(options)
          .filter(([, value]) => !saysNothing(value))
          .map(([name, value]) => row(name, textOf(value))),
      }),
    ],
  })
}

function row(name: string, value: string): Row {
  return { cells: [{ text: name }, { text: value }] }
}

/** Switches that are off and lists that are empty would hide the rest. */
function saysNothing(value: unknown): boolean {
  return value === undefined || ['null', '""', 'false', '[]', '{}'].includes(JSON.stringify(value))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
