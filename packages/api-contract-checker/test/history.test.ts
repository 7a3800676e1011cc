import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { readKeptRuns } from '@m4sh/tools-core/testing/kept-runs'
import { exampleFrontend, exampleSchema, run } from './run-check.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

const history = () => ['--history', 'runs'] as const

test('a comparison is kept with what a line needs, and its page is a normal size', async () => {
  const argv = ['-f', exampleFrontend, '-s', exampleSchema, '-o', 'reports/contract.html', ...history()]
  const { exitCode, stderr } = await run(argv, { cwd: folder.path })
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`History: ${folder.join('runs/index.html')}`)
  const { entries, figures, html, links, skipped } = await readKeptRuns(folder.join('runs'))
  expect(skipped).toEqual([])
  expect(entries).toMatchObject([
    {
      tool: { name: 'api-contract-checker' },
      verdict: 'fail',
      subject: {
        en: expect.stringMatching(/^\d+ calls against \d+ endpoints$/),
        uk: expect.stringMatching(/^\d+ виклик\S* і \d+ ендпоінт\S+$/),
      },
      target: {
        en: 'frontend/src against examples/schema.yaml',
        uk: 'frontend/src і examples/schema.yaml',
      },
      thresholds: { held: 0, missed: 0 },
    },
  ])
  expect(figures).toMatchObject({ 'frontend only': 2, 'method mismatches': 1, errors: entries[0]?.findings.error })
  expect(links).toEqual(['../reports/contract.html'])
  expect(html).toContain('href="../reports/contract.html"')
  expect((await readFile(folder.join('reports/contract.html'))).length).toBeLessThan(1_000_000)
})

test('a schema that cannot be had is a run as well: nobody should wonder where it is', async () => {
  const server = await startHttpServer((_, response) => void response.writeHead(503).end())
  try {
    const argv = ['-f', exampleFrontend, '-s', '/api/schema/', '--base-url', server.url, ...history()]
    expect((await run(argv, { cwd: folder.path })).exitCode).toBe(3)
    const { entries, figures } = await readKeptRuns(folder.join('runs'))
    expect(entries).toMatchObject([
      { verdict: 'error', target: { en: `frontend/src against ${server.url}/api/schema/` } },
    ])
    expect(Object.values(figures)).toEqual(Object.values(figures).map(() => null))
  } finally {
    await server.close()
  }
})

test('a file in the place of the folder is refused before anything is compared', async () => {
  await folder.write({ runs: 'x' })
  const { exitCode, stderr } = await run(['-f', exampleFrontend, '-s', exampleSchema, ...history()], {
    cwd: folder.path,
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--history')
  expect(stderr).toContain('a folder')
})
