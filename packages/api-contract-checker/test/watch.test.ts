import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import {
  createMemoryHost,
  createTemporaryFolder,
  type MemoryHost,
  type TemporaryFolder,
} from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'

const schema = "openapi: 3.0.3\ninfo: { title: Rooms, version: '1' }\npaths: { /rooms/: { get: { responses: {} } } }\n"
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({
    'package.json': '{}',
    'src/api.js': "fetch('/rooms/')\n",
    'schema.yaml': schema,
  })
})
afterEach(() => folder.remove())

/** Waits for something, with a deadline that only a fault reaches. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !isSo(); await new Promise((go) => setTimeout(go, 20)))
    if (Date.now() > deadline) throw new Error(`${what} did not come`)
}

function startWatching(): { host: MemoryHost; ended: Promise<number>; runs: () => string[] } {
  const argv = ['-f', 'src', '-s', 'schema.yaml', '-o', 'report.json', '--watch']
  const host = createMemoryHost({ argv, cwd: folder.path })
  return { host, ended: runCli(command, host), runs: () => host.stdout.text.match(/API contract {2}\S+ \w+/g) ?? [] }
}

function isWaiting({ stderr }: MemoryHost, times: number): boolean {
  return (stderr.text.match(/Watching for changes/g) ?? []).length >= times
}

test('runs again whenever a source or the schema changes, until Ctrl-C', async () => {
  const { host, ended, runs } = startWatching()
  await until('the first run', () => isWaiting(host, 1))
  expect(runs()).toEqual(['API contract  ✔ pass'])

  await folder.write({ 'src/api.js': "fetch('/halls/')\n" })
  await until('the second run', () => isWaiting(host, 2))
  expect(runs().at(-1)).toBe('API contract  ✘ fail')

  await folder.write({ 'schema.yaml': schema.replace('/rooms/', '/halls/') })
  await until('the third run', () => isWaiting(host, 3))
  expect(runs()).toEqual(['API contract  ✔ pass', 'API contract  ✘ fail', 'API contract  ✔ pass'])

  host.interrupt()
  expect(await ended).toBe(130)
  expect(host.signalListeners).toBe(0)
})

test('goes on watching while the schema is broken for a moment', async () => {
  const { host, ended, runs } = startWatching()
  await until('the first run', () => isWaiting(host, 1))
  await folder.write({ 'schema.yaml': 'openapi: [' })
  await until('the failed run', () => isWaiting(host, 2))
  expect(host.stderr.text).toContain('schema.yaml')
  await folder.write({ 'schema.yaml': schema })
  await until('the mended run', () => isWaiting(host, 3))
  expect(runs()).toEqual(['API contract  ✔ pass', 'API contract  ✔ pass'])
  host.interrupt()
  expect(await ended).toBe(130)
})
