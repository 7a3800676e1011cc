import type { Report } from '../../report.ts'
import type { Localization } from '../../../language/index.ts'
import { type Section, section } from '../section.ts'
import { type Row, table, words } from '../table.ts'

/**
 * What was run, on which machine and with which options.
 * @param intro what it takes to run the same again
 */
export function runSection(t: Localization, { tool, run, target, options }: Report<unknown>, intro: string): Section {
  const names = t.core.run
  const part = run.shard === null ? [] : [row(names.shard, names.shardOf(run.shard.index, run.shard.total))]
  const { node, platform, cpus } = run.environment
  return section({
    paths: ['tool', 'run', 'target', 'options'],
    id: 'options',
    title: names.title,
    intro,
    tables: [
      table({
        id: 'run-table',
        caption: names.caption,
        isSortable: false,
        columns: [words(names.fact), words(names.value)],
        rows: [
          row(names.tool, `${tool.name} ${tool.version}`),
          ...Object.entries(target).map(([name, value]) => row(name, textOf(value))),
          row(names.started, run.startedAt),
          row(names.duration, t.ms(run.durationMs)),
          row(names.seed, String(run.seed ?? names.noSeed)),
          ...part,
          row(names.machine, names.machineText(platform, cpus, node)),
          row(names.id, run.id),
        ],
      }),
      table({
        id: 'options-table',
        fold: names.options,
        caption: names.optionsCaption,
        isSortable: false,
        columns: [words(names.option), words(names.value)],
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
