import { mkdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { RunError } from '../../src/errors/errors.ts'
import { type Delivery, type DeliveryOptions, deliverReport } from '../../src/reporting/deliver-report.ts'
import type { Destination } from '../../src/reporting/destinations.ts'
import { createMemoryHost, type MemoryHost } from '../../src/testing/memory-host.ts'
import { readKeptRuns } from '../../src/testing/kept-runs.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { finding, rendered, sampleReport, type SampleResult, sampleViews } from './sample-report.ts'

const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
let folder: TemporaryFolder
let host: MemoryHost
let told: string[]

beforeEach(async () => {
  folder = await createTemporaryFolder()
  host = createMemoryHost()
  told = []
})
afterEach(() => folder.remove())

function deliver(
  destinations: readonly Destination[],
  change: Partial<Delivery> = {},
  options?: DeliveryOptions<SampleResult>,
): Promise<void> {
  const log = { info: (text: string) => void told.push(text) }
  const run = { host, log, colors: { stdout: false }, flags: { quiet: false }, ...change }
  return deliverReport(report, sampleViews, destinations, run, options)
}

test('text for people, files for programs, and where they lie', async () => {
  await deliver([{ path: folder.join('r.json'), format: 'json' }])
  expect(host.stdout.text).toBe('fail\n  GET /api/rooms/ is gone')
  expect(await readFile(folder.join('r.json'), 'utf8')).toBe(await rendered('json', report))
  expect(told).toEqual([`Report (json): ${folder.join('r.json')}`])
})

test('a report on stdout has it for itself', async () => {
  await deliver([{ path: '-', format: 'json' }])
  expect(host.stdout.text).toBe(await rendered('json', report))
  expect(told).toEqual([])
})

test('--quiet leaves out the text only', async () => {
  await deliver([{ path: folder.join('r.csv'), format: 'csv' }], { flags: { quiet: true } })
  expect(host.stdout.text).toBe('')
  expect(await readFile(folder.join('r.csv'), 'utf8')).toBe(await rendered('csv', report))
})

test('colours where the terminal has them', async () => {
  await deliver([], { colors: { stdout: true } })
  expect(host.stdout.text).toContain('\u001B[1mfail\u001B[22m')
})

test('what goes alongside goes first, and a format may have views of its own', async () => {
  const viewsFor: DeliveryOptions<SampleResult>['viewsFor'] = (format) =>
    format === 'csv' ? { ...sampleViews, csv: () => ({ columns: ['own'], rows: [] }) } : sampleViews
  const alongside = [
    async () => {
      expect(host.stdout.text).toBe('')
      told.push('alongside')
    },
  ]
  await deliver([{ path: folder.join('r.csv'), format: 'csv' }], {}, { alongside, viewsFor })
  expect(await readFile(folder.join('r.csv'), 'utf8')).toBe('own\r\n')
  expect(told).toEqual(['alongside', `Report (csv): ${folder.join('r.csv')}`])
})

test('what cannot be written is told, all of it, when all else is written', async () => {
  await mkdir(folder.join('a.json'))
  await mkdir(folder.join('b.csv'))
  const destinations = [
    { path: folder.join('a.json'), format: 'json' },
    { path: folder.join('b.csv'), format: 'csv' },
    { path: folder.join('c.txt'), format: 'text' },
  ] as const
  const error: unknown = await deliver(destinations).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RunError)
  expect(String(error)).toContain(`${folder.join('a.json')}: it is a folder`)
  expect(String(error)).toContain(`${folder.join('b.csv')}: it is a folder`)
  expect(host.stdout.text).toContain('GET /api/rooms/ is gone')
  expect(await readFile(folder.join('c.txt'), 'utf8')).toContain('GET /api/rooms/ is gone')
  expect(told).toEqual([`Report (text): ${folder.join('c.txt')}`])
})

test('a bug stays a bug, however much else cannot be written', async () => {
  await mkdir(folder.join('a.json'))
  const bug = new TypeError('not a function')
  const alongside = [() => Promise.reject(bug)]
  await expect(deliver([{ path: folder.join('a.json'), format: 'json' }], {}, { alongside })).rejects.toBe(bug)
})

test('GitHub hears of it, too', async () => {
  const summary = folder.join('summary.md')
  const onGitHub = createMemoryHost({ env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } })
  await deliver([], { host: onGitHub })
  expect(await readFile(summary, 'utf8')).toContain('GET /api/rooms/ is gone')
})

test('a text that cannot be made keeps no file from being written', async () => {
  const broken = {
    ...sampleViews,
    text: () => {
      throw new TypeError('a bug in the text')
    },
  }
  const run = { host, log: { info: () => undefined }, colors: { stdout: false }, flags: { quiet: false } }
  const path = folder.join('r.json')
  await expect(deliverReport(report, broken, [{ path, format: 'json' }], run)).rejects.toThrow('a bug in the text')
  expect(await readFile(path, 'utf8')).toBe(await rendered('json', report))
})

describe('--history', () => {
  const runs = () => folder.join('runs')

  test('keeps the run with what was really written', async () => {
    await mkdir(folder.join('r.csv'))
    const wanted = (['html', 'csv', 'json'] as const).map((format) => ({ path: folder.join(`r.${format}`), format }))
    await expect(
      deliver([...wanted, { path: '-', format: 'text' }], { flags: { quiet: false, history: runs() } }),
    ).rejects.toThrow('r.csv')
    const { entries, links } = await readKeptRuns(runs())
    expect(entries).toMatchObject([{ tool: { name: 'sample-tool' }, verdict: 'fail', findings: { error: 1 } }])
    expect(links).toEqual(['../r.html', '../r.json'])
    expect(told.at(-1)).toBe(`History: ${folder.join('runs', 'index.html')}`)
  })

  test('that cannot be written keeps no report from being written, and is told', async () => {
    await folder.write({ runs: 'x' })
    const written = deliver([{ path: folder.join('r.json'), format: 'json' }], {
      flags: { quiet: true, history: runs() },
    })
    await expect(written).rejects.toThrow(RunError)
    expect(await readFile(folder.join('r.json'), 'utf8')).toBe(await rendered('json', report))
  })
})
