import { mkdir, readFile, rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ExpectedError, RunError, UsageError } from '../../src/errors/errors.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import { orDeliverFailure } from '../../src/reporting/deliver-failure.ts'
import { readHistory } from '../../src/reporting/history/index.ts'
import { startReport } from '../../src/reporting/start-report.ts'
import { createMemoryHost, type MemoryHost } from '../../src/testing/memory-host.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { type SampleResult, sampleViews } from './sample-report.ts'

const before = '{"verdict":"pass"}'
let folder: TemporaryFolder
let host: MemoryHost
let stop: AbortController

beforeEach(async () => {
  folder = await createTemporaryFolder()
  await folder.write({ 'r.json': before, 'r.xml': before })
  stop = new AbortController()
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder.join('summary.md') }
  host = createMemoryHost({ env })
})
afterEach(() => folder.remove())

async function attempt(work: () => Promise<string>, comparedWith: readonly string[] = []) {
  const secrets = new Redactor()
  secrets.add('geheimnis-1234')
  const draft = startReport({ tool: { name: 'x', version: '1.0.0' }, target: {}, options: {}, secrets, host })
  const json = folder.join('r.json')
  const told: string[] = []
  const outcome = await orDeliverFailure<string, SampleResult>(work, {
    draft,
    nothing: () => ({ findings: [], rows: [] }),
    views: sampleViews,
    destinations: [
      { path: json, format: 'json' },
      { path: folder.join('r.xml'), format: 'junit' },
    ],
    comparedWith,
    done: 'Measured',
    context: {
      host,
      flags: { history: folder.join('runs') },
      log: { warn: (text) => void told.push(text) },
      signal: stop.signal,
    },
  }).catch((error: unknown) => error)
  return { outcome, json: await readFile(json, 'utf8'), told }
}

const gone = async () => await Promise.reject(new RunError('geheimnis-1234 is gone.', { hint: 'Start it.' }))

test('is a run of the history, too: nobody should wonder where it is', async () => {
  await attempt(gone)
  const { runs } = await readHistory(folder.join('runs'))
  expect(runs.map(({ entry }) => entry.verdict)).toEqual(['error'])
})

test('a report that cannot be written is none of its run, and stays that of the run before', async () => {
  await rm(folder.join('r.json'))
  await mkdir(folder.join('r.json'))
  await attempt(gone).catch(() => undefined)
  const { runs } = await readHistory(folder.join('runs'))
  expect(runs.map(({ entry }) => [entry.verdict, entry.reports])).toEqual([['error', []]])
})

test('work that comes to an end writes nothing', async () => {
  expect(await attempt(async () => await Promise.resolve('done'))).toEqual({ outcome: 'done', json: before, told: [] })
})

test('a target that cannot be used is told in the JSON report and to GitHub, without secrets', async () => {
  const { outcome, json } = await attempt(gone)
  expect(outcome).toBeInstanceOf(RunError)
  expect(JSON.parse(json)).toMatchObject({
    verdict: 'error',
    warnings: [expect.stringMatching(/^\S+ is gone\. Start it\.$/)],
    run: { interrupted: false },
    result: { findings: [], rows: [] },
  })
  expect(await readFile(folder.join('r.xml'), 'utf8')).toBe(before)
  const summary = await readFile(folder.join('summary.md'), 'utf8')
  expect(summary).toContain('💥 error')
  expect(host.stderr.text).toContain('::error title=run-failed::')
  expect(json + summary + host.stderr.text).not.toContain('geheimnis')
})

test('a run that was stopped before it had anything to tell says so', async () => {
  stop.abort()
  const { json } = await attempt(async () => await Promise.reject(stop.signal.reason as Error))
  expect(JSON.parse(json)).toMatchObject({ verdict: 'error', warnings: [], run: { interrupted: true } })
})

test.each([
  ['wrong usage', new UsageError('wrong')],
  ['a bug', new TypeError('a bug')],
])('anything else is no report: %s', async (_, error) => {
  const { outcome, json } = await attempt(async () => await Promise.reject(error))
  expect({ outcome, json }).toEqual({ outcome: error, json: before })
})

test('what the run compares with stays', async () => {
  const { outcome, json, told } = await attempt(gone, [folder.join('r.json')])
  expect(outcome).toBeInstanceOf(ExpectedError)
  expect(json).toBe(before)
  expect(told).toEqual([expect.stringContaining('r.json stays as it was')])
})
