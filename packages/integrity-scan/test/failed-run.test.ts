import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, runInMemory, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { command } from '../src/command.ts'

const { errorsOfClosed, errorsOfEnvelope } = readPublishedSchema(
  new URL('../schema/report.schema.json', import.meta.url),
)

const before = JSON.stringify({ verdict: 'pass' })
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
  await folder.write({ 'report.json': before, 'report.html': before })
})
afterEach(() => folder.remove())

async function reportOf(name = 'report.json'): Promise<unknown> {
  return JSON.parse(await readFile(folder.join(name), 'utf8'))
}

/** Nothing listens there. */
const argv = ['--database-url', 'postgresql://m4sh:secret@127.0.0.1:1/m4sh']

test('a target that is not there: the JSON report is of this run, and others stay as they were', async () => {
  const { exitCode, stderr } = await runInMemory(command, [...argv, '-o', 'report.json', '-o', 'report.html'], {
    cwd: folder.path,
  })
  expect(exitCode).toBe(3)
  const report = await reportOf()
  expect(report).toMatchObject({ verdict: 'error', warnings: [expect.stringContaining('nothing listens there')] })
  expect(stderr).toContain('nothing listens there')
  expect([...errorsOfClosed(report), ...errorsOfEnvelope(report)]).toEqual([])
  expect(await readFile(folder.join('report.html'), 'utf8')).toBe(before)
})

test('with --json on stdout whoever reads it is told as well', async () => {
  const { exitCode, stdout } = await runInMemory(command, [...argv, '--json', '-o', '-'], { cwd: folder.path })
  expect(exitCode).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'error' })
})

test('what it compares with stays, as nothing can be compared with a run that failed', async () => {
  const old = {
    tool: { name: 'integrity-scan' },
    run: { id: 'x', startedAt: '2026-01-01T00:00:00.000Z' },
    result: { checks: [{ id: 'a', status: 'passed', count: 0 }] },
  }
  await folder.write({ 'report.json': JSON.stringify(old) })
  const all = [...argv, '--compare', 'report.json', '-o', 'report.json']
  const { exitCode, stderr } = await runInMemory(command, all, { cwd: folder.path })
  expect(exitCode).toBe(3)
  expect(await reportOf()).toEqual(old)
  expect(stderr).toContain('report.json stays as it was')
})
