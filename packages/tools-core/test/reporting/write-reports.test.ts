import { mkdir, readFile, readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { formats } from '../../src/reporting/format-names.ts'
import { writeReports } from '../../src/reporting/write-reports.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { finding, plainStyle, rendered, sampleReport, sampleViews } from './sample-report.ts'

const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
const colorful = { ...plainStyle, color: true }
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

test('every format, each into its file', async () => {
  const host = createMemoryHost()
  const destinations = formats.map((format) => ({ path: folder.join('out', format), format }))
  await writeReports(report, sampleViews, destinations, host.stdout, plainStyle)
  expect(await readdir(folder.join('out'))).toEqual([...formats].sort())
  for (const { path, format } of destinations) expect(await readFile(path, 'utf8')).toBe(await rendered(format, report))
  expect(host.stdout.text).toBe('')
})

test('colours are for stdout, never for a file', async () => {
  const host = createMemoryHost()
  const file = folder.join('report.txt')
  const destinations = [{ path: '-', format: 'text' } as const, { path: file, format: 'text' } as const]
  await writeReports(report, sampleViews, destinations, host.stdout, colorful)
  expect(host.stdout.text).toBe('\u001B[1mfail\u001B[22m\n  GET /api/rooms/ is gone\n')
  expect(await readFile(file, 'utf8')).toBe('fail\n  GET /api/rooms/ is gone\n')
})

test('one that cannot be written keeps no other from being written', async () => {
  const host = createMemoryHost()
  await mkdir(folder.join('a.json'))
  const destinations = [
    { path: folder.join('a.json'), format: 'json' },
    { path: folder.join('b.csv'), format: 'csv' },
    { path: '-', format: 'text' },
  ] as const
  await expect(writeReports(report, sampleViews, destinations, host.stdout, plainStyle)).rejects.toThrow(
    `the report could not be written to ${folder.join('a.json')}: it is a folder`,
  )
  expect(await readFile(folder.join('b.csv'), 'utf8')).toBe('first,second,third\r\na,1,\r\n')
  expect(host.stdout.text).toContain('GET /api/rooms/ is gone')
})
