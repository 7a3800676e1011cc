import { describe, expect, test } from '@jest/globals'
import { errorsSection } from '../../../src/reporting/html/sections/errors.ts'
import {
  generatorSection,
  generatorTile,
  type JudgedGenerator,
} from '../../../src/reporting/html/sections/generator.ts'
import { runSection } from '../../../src/reporting/html/sections/run.ts'
import { emptySummary, summarize } from '../../../src/stats/summary.ts'
import { judgedReport } from './sample-page.ts'
import { english } from '../english.ts'

describe('errors', () => {
  test('stand by kind, the most frequent first', () => {
    const { remarks, tables } = errorsSection(english, { count: 4, byKind: { timeout: 1, refused: 3 } })
    expect(remarks).toEqual([])
    expect(tables[0]?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['refused', '3', '75.0 %'],
      ['timeout', '1', '25.0 %'],
    ])
  })

  test('of none it is said', () => {
    expect(errorsSection(english, { count: 0, byKind: {} })).toMatchObject({ remarks: ['None.'], tables: [] })
  })

  test('of very many kinds the first hundred are shown', () => {
    const byKind = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`kind-${at}`, 1]))
    const [table] = errorsSection(english, { count: 150, byKind }).tables
    expect(table?.rows).toHaveLength(100)
    expect(table?.rest).toBe('The first 100 of 150 kinds. The JSON report holds all of them.')
  })
})

describe('the generator', () => {
  const generator: JudgedGenerator = {
    sendLag: summarize([0.5, 1]),
    eventLoopLag: emptySummary,
    cpuSeconds: 1.25,
    cpuShare: 0.5,
    runWaitShare: null,
    stealShare: 0,
    maxRssBytes: 1_000_000,
    floor: { p50: null, p99: null },
    level: 'warn',
    reasons: ['It was busy.'],
  }

  test('says how it did, and what it does not know', () => {
    const { remarks, figures, tables } = generatorSection(english, generator)
    expect(remarks).toEqual(['It was busy.'])
    expect(figures.map(({ label, value }) => [label, value])).toEqual([
      ['Verdict', 'Near its limits'],
      ['CPU', '50.0 %'],
      ['Waited for a CPU', '–'],
      ['Steal', '0 %'],
      ['Memory', '1 MB'],
      ['Floor', '–'],
    ])
    expect(tables[0]?.rows.map(({ cells }) => cells[0]?.text)).toEqual(['Send lag', 'Event loop lag'])
  })

  test('of several threads is judged by the busiest one', () => {
    const { figures } = generatorSection(english, { ...generator, workers: 2 })
    expect(figures.slice(1, 3)).toMatchObject([
      { note: 'of one CPU by the busiest thread; 1.3 s in all' },
      { label: 'Threads', value: '2' },
    ])
  })

  test('tells how long deliveries waited in it, where that is known', () => {
    const { tables } = generatorSection(english, { ...generator, turnWait: summarize([3]) })
    expect(tables[0]?.rows.map(({ cells }) => cells[0]?.text)).toEqual(['Send lag', 'Turn wait', 'Event loop lag'])
  })

  test('is a tile in the colour of its verdict', () => {
    expect(generatorTile(english, { ...generator, level: 'invalid' })).toMatchObject({ value: 'Too slow', tone: 'bad' })
    expect(generatorTile(english, generator).note).toBe(
      'this machine sent 1.00 ms late at p99, and used 50.0 % of a CPU',
    )
  })
})

describe('what was run', () => {
  const rowsOf = (id: string, report = judgedReport()) =>
    runSection(english, report, 'The same seed.')
      .tables.find((table) => table.id === id)
      ?.rows.map(({ cells }) => cells.map(({ text }) => text))

  test('is enough to run it again', () => {
    expect(rowsOf('run-table')).toEqual([
      ['tool', 'sample 1.2.3'],
      ['url', 'ws://127.0.0.1/'],
      ['lessons', '[1,2]'],
      ['started', '2026-11-26T05:59:02.880Z'],
      ['duration', '60.5 s'],
      ['seed', '42'],
      ['machine', 'linux-x64, 8 CPUs, Node v20.20.2'],
      ['id', 'a'],
    ])
  })

  test('a shard says which one it is', () => {
    const report = judgedReport()
    report.run.shard = { index: 2, total: 3 }
    expect(rowsOf('run-table', report)).toContainEqual(['shard', '2 of 3'])
  })

  test('leaves out options that say nothing', () => {
    expect(rowsOf('options-table')).toEqual([
      ['clients', '3'],
      ['onSaturation', 'fail'],
    ])
  })
})
