import { mkdir, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { UsageError } from '../../src/errors/errors.ts'
import { readReport } from '../../src/reporting/read-report.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { rendered, sampleReport } from './sample-report.ts'

const report = sampleReport({ findings: [], rows: [] })
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

const read = (tool = report.tool.name) =>
  readReport({ file: folder.join('old.json'), tool, given: '--baseline old.json', hint: 'Give a report.' })

test('a report that was written before', async () => {
  await writeFile(folder.join('old.json'), await rendered('json', report))
  const { run, result, report: whole } = await read()
  expect(run).toMatchObject({ id: report.run.id })
  expect(result).toEqual({ findings: [], rows: [] })
  expect(whole['verdict']).toBe(report.verdict)
})

test('whoever reads it refuses it in the same words', async () => {
  await writeFile(folder.join('old.json'), await rendered('json', report))
  const { refuse } = await read()
  const error = (() => {
    try {
      return refuse('it has no samples')
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(UsageError)
  expect(error).toMatchObject({ message: '--baseline old.json: it has no samples', hint: 'Give a report.' })
})

test('one of another tool, one without a run, and what is no report', async () => {
  await writeFile(folder.join('old.json'), await rendered('json', report))
  await expect(read('other-tool')).rejects.toThrow('--baseline old.json: it is no report of other-tool')
  for (const text of ['[]', 'null', '{}', JSON.stringify({ tool: { name: report.tool.name }, run: 1, result: {} })]) {
    await writeFile(folder.join('old.json'), text)
    await expect(read()).rejects.toThrow(`--baseline old.json: it is no report of ${report.tool.name}`)
  }
})

test('a file that is no JSON, not there, or a folder', async () => {
  await expect(read()).rejects.toThrow('--baseline old.json: there is no such file')
  await writeFile(folder.join('old.json'), '{"run":')
  await expect(read()).rejects.toThrow(/^--baseline old\.json: it is no JSON \(.+\)$/)
  await mkdir(folder.join('deep.json'))
  const place = { file: folder.join('deep.json'), tool: 'x', given: '--baseline deep.json', hint: 'Give a report.' }
  await expect(readReport(place)).rejects.toThrow('--baseline deep.json: it is a folder')
})

test.each([
  [{ toString: 1 }, 'an object'],
  [['2026-01-31T12:00:00.000Z'], 'a list'],
  [5, 'the number 5'],
  [undefined, 'undefined'],
  ['yesterday', '"yesterday"'],
])('one whose run began at %j', async (startedAt, came) => {
  const broken = { ...JSON.parse(await rendered('json', report)), run: { ...report.run, startedAt } }
  await writeFile(folder.join('old.json'), JSON.stringify(broken))
  const error: unknown = await read().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UsageError)
  expect(error).toMatchObject({
    message: `--baseline old.json: its run.startedAt is ${came}; it must be a time such as "2026-01-31T12:00:00.000Z"`,
  })
})
