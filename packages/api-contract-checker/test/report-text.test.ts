import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { run } from './run-check.ts'

const schema = `openapi: 3.0.3
info: { title: Rooms and lessons and whatever else the platform has, version: '1' }
paths:
  /api/rooms/: { get: { deprecated: true, responses: {} } }
  /api/rooms/{id}/: { delete: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: {} } }
`
const source = `fetch('/api/rooms/')
fetch('/api/rooms')
fetch('/api/rooms/all/', { method: 'DELETE' })
`
const argv = ['-f', 'src', '-s', 'schema.yaml'] as const
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({ 'package.json': '{}', 'src/a.js': source, 'schema.yaml': schema })
})
afterEach(() => folder.remove())

test('on a terminal sentences break at words, below their beginning', async () => {
  const { stdout } = await run(argv, { cwd: folder.path, columns: 60, env: { NO_COLOR: '1' } })
  const lines = stdout.split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
  expect(stdout).toContain(`
    · src/a.js:2
      GET /api/rooms lacks the slash at the end of GET
      /api/rooms/. Django answers 301, so each call costs a
      second request.
`)
  expect(stdout).toContain('\n  src ↔ Rooms and lessons and whatever else the platform has\n  1 (schema.yaml)\n')
})

test('elsewhere nothing is broken: whoever reads it looks for sentences', async () => {
  const { stdout } = await run(argv, { cwd: folder.path })
  expect(stdout).toContain('GET /api/rooms/. Django answers 301, so each call costs a second request.\n')
  const report = await run([...argv, '-o', '-', '--format', 'text'], { cwd: folder.path, columns: 60 })
  expect(report.stdout).toContain('GET /api/rooms/. Django answers 301, so each call costs a second request.')
})

test('rules whose findings make the run fail come first', async () => {
  const { stdout } = await run(argv, { cwd: folder.path })
  const rules = [...stdout.matchAll(/^ {2}([a-z-]+) \(\d+\)$/gm)].map(([, rule]) => rule)
  expect(rules).toEqual(['path-parameter-type', 'trailing-slash', 'deprecated-endpoint'])
})

test('a figure of a threshold is one for people', async () => {
  const { stdout } = await run([...argv, '--threshold', 'summary.matchedPercent>99'], { cwd: folder.path })
  expect(stdout).toContain('  ✗ summary.matchedPercent>99  (66.6667)\n')
})

test('what --verbose lists need not be asked for', async () => {
  await folder.write({ 'src/blob.js': '\0' })
  expect((await run(argv, { cwd: folder.path })).stdout).toContain('Skipped files    1 (--verbose lists them)\n')
  expect((await run([...argv, '-v'], { cwd: folder.path })).stdout).toContain('Skipped files    1\n')
})

test('colours on a terminal only, and not with NO_COLOR', async () => {
  const at = { cwd: folder.path, columns: 80 }
  expect((await run(argv, at)).stdout).toContain('\u001B[31m✗ fail\u001B[39m')
  expect((await run(argv, { ...at, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001B')
  expect((await run(argv, { cwd: folder.path })).stdout).not.toContain('\u001B')
})

test('--quiet says nothing but what the exit code says', async () => {
  expect(await run([...argv, '-q'], { cwd: folder.path, columns: 80 })).toEqual({ exitCode: 1, stdout: '', stderr: '' })
})
