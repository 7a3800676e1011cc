import type { Report } from '../../report.ts'
import { ms } from '../../units.ts'
import { type Section, section } from '../section.ts'
import { type Row, table, words } from '../table.ts'

/**
 * What was run, on which machine and with which options.
 * @param intro what it takes to run the same again
 */
export function runSection({ tool, run, target, options }: Report<unknown>, intro: string): Section {
  const part = run.shard === null ? [] : [row('shard', `${run.shard.index} of ${run.shard.total}`)]
  const { node, platform, cpus } = run.environment
  return section({
    id: 'options',
    title: 'What was run',
    intro,
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
