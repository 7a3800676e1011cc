import { mkdir, rename } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import {
  createMemoryHost,
  createTemporaryFolder,
  startHttpServer,
  type MemoryHost,
  type TemporaryFolder,
  type TestServer,
} from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'

const schema = "openapi: 3.0.3\ninfo: { title: Rooms, version: '1' }\npaths: { /rooms/: { get: { responses: {} } } }\n"
const agreeing = "fetch('/rooms/')\n"
const disagreeing = "fetch('/halls/')\n"
let folder: TemporaryFolder
let server: TestServer | undefined
const running: Watching[] = []

beforeEach(async () => {
  folder = await createTemporaryFolder({ 'package.json': '{}', 'src/api.js': agreeing, 'schema.yaml': schema })
})
afterEach(async () => {
  for (const { host, ended } of running.splice(0)) {
    host.interrupt()
    await ended
  }
  await server?.close()
  server = undefined
  await folder.remove()
})

/** Waits for something, with a deadline that only a fault reaches. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 25_000; !isSo(); await new Promise((go) => setTimeout(go, 20)))
    if (Date.now() > deadline) throw new Error(`${what} did not come`)
}

interface Watching {
  host: MemoryHost
  ended: Promise<number>
  /** Verdicts of the runs so far. */
  verdicts: () => string[]
  /** Resolves when so many runs have ended and the next change is waited for. */
  waits: (runs: number) => Promise<void>
  /** Ends it, once another change has shown that nothing else asks for a run. */
  stop: (runsSoFar: number) => Promise<void>
}

const pair = ['-f', 'src', '-s', 'schema.yaml', '-o', 'report.json'] as const

function startWatching(argv: readonly string[] = pair, cwd = folder.path): Watching {
  const host = createMemoryHost({ argv: [...argv, '--watch', '-v'], cwd })
  const ended = runCli(command, host)
  const isWaiting = () => (host.stderr.text.match(/Watching for changes/g) ?? []).length
  const waits = (runs: number) => until(`run ${runs}`, () => isWaiting() >= runs)
  const watching: Watching = {
    host,
    ended,
    waits,
    verdicts: () => [...host.stdout.text.matchAll(/API contract {2}\S+ (\w+)/g)].map((match) => match[1] ?? ''),
    stop: async (runsSoFar) => {
      await folder.write({ 'src/last.js': '// the last change\n' })
      await waits(runsSoFar + 1)
      expect(isWaiting()).toBe(runsSoFar + 1)
      expect(/Changed: (.*)\n(?![^]*Changed: )/.exec(host.stderr.text)?.[1]).toBe('src/last.js')
      host.interrupt()
      expect(await ended).toBe(130)
      expect(host.signalListeners).toBe(0)
    },
  }
  running.push(watching)
  return watching
}

describe('runs again', () => {
  test('whenever a source or the schema changes, until Ctrl-C', async () => {
    const { waits, verdicts, stop } = startWatching()
    await waits(1)
    await folder.write({ 'src/api.js': disagreeing })
    await waits(2)
    await folder.write({ 'schema.yaml': schema.replace('/rooms/', '/halls/') })
    await waits(3)
    expect(verdicts()).toEqual(['pass', 'fail', 'pass'])
    await stop(3)
  })

  test('for what changed while it ran', async () => {
    let edit: (() => Promise<void>) | undefined
    server = await startHttpServer((_, response) => {
      // The schema is read first: the source is still unread, and changed once more when it is read.
      void (edit?.() ?? Promise.resolve()).then(() => response.end(schema))
      edit = undefined
    })
    const { waits, verdicts, stop } = startWatching(['-f', 'src', '--base-url', server.url, '-s', '/x', '-o', 'r.json'])
    await waits(1)
    edit = () => folder.write({ 'src/api.js': disagreeing })
    await folder.write({ 'src/other.js': agreeing })
    await waits(3)
    expect(verdicts().length).toBe(3)
    await stop(3)
  })

  test('for documents that the schema refers to, and a schema that is named by an address', async () => {
    const paths = "paths:\n  /rooms/: { $ref: 'paths/rooms.yaml' }\n"
    await folder.write({
      'api/openapi.yaml': schema.replace(/paths.*\n/, paths),
      'api/paths/rooms.yaml': 'get: { responses: {} }\n',
    })
    const address = pathToFileURL(folder.join('api/openapi.yaml')).href
    const { waits, verdicts, stop } = startWatching(['-f', 'src', '-s', address, '-o', 'report.json'])
    await waits(1)
    await folder.write({ 'api/paths/rooms.yaml': 'post: { responses: {} }\n' })
    await waits(2)
    expect(verdicts()).toEqual(['pass', 'fail'])
    await stop(2)
  })

  test('for its settings, which are read anew', async () => {
    await folder.write({ 'src/api.js': disagreeing, 'm4sh.config.json': '{}' })
    const { waits, verdicts, stop } = startWatching()
    await waits(1)
    await folder.write({ 'm4sh.config.json': '{"api-contract-checker": {"failOn": "none"}}' })
    await waits(2)
    expect(verdicts()).toEqual(['fail', 'pass'])
    await stop(2)
  })

  test('for a baseline that somebody else writes, by a name that takes its place', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    await runCli(
      command,
      createMemoryHost({ argv: [...pair, '--baseline', 'new.json', '--update-baseline'], cwd: folder.path }),
    )
    await folder.write({ 'known.json': '{"version": 1, "findings": []}' })
    const { waits, verdicts, stop } = startWatching([...pair, '--baseline', 'known.json'])
    await waits(1)
    await rename(folder.join('new.json'), folder.join('known.json'))
    await waits(2)
    expect(verdicts()).toEqual(['fail', 'pass'])
    await stop(2)
  })

  test('for a frontend below a folder named dist, and a schema in one', async () => {
    await folder.write({ 'dist/app/src/api.js': agreeing, 'dist/openapi.yaml': schema })
    const { waits, verdicts, host, ended } = startWatching(
      ['-f', 'src', '-s', '../openapi.yaml', '-o', 'report.json'],
      folder.join('dist/app'),
    )
    await waits(1)
    await folder.write({ 'dist/app/src/api.js': disagreeing })
    await waits(2)
    await folder.write({ 'dist/openapi.yaml': schema.replace('/rooms/', '/halls/') })
    await waits(3)
    expect(verdicts()).toEqual(['pass', 'fail', 'pass'])
    host.interrupt()
    expect(await ended).toBe(130)
  })
})

describe('does not run again', () => {
  test('for what it writes itself: reports, baseline, cache', async () => {
    const outputs = ['-o', 'reports/r.json', '-o', 'reports/r.html', '--baseline', 'known.json', '--update-baseline']
    const cache = ['--cache', '--cache-location', 'remembered']
    const { waits, verdicts, stop } = startWatching(['-f', '.', '-s', 'schema.yaml', ...outputs, ...cache])
    await waits(1)
    await stop(1)
    expect(verdicts()).toEqual(['pass', 'pass'])
  })

  test('for what is no source of the frontend', async () => {
    const { waits, verdicts, stop } = startWatching(['-f', '.', '-s', 'schema.yaml', '-o', 'report.json'])
    await waits(1)
    await folder.write({
      'node_modules/x/index.js': disagreeing,
      'dist/app.js': disagreeing,
      '.nuxt/app.js': disagreeing,
      'notes.md': '# hello',
    })
    await stop(1)
    expect(verdicts()).toEqual(['pass', 'pass'])
  })
})

describe('a run that fails', () => {
  test('goes on where the schema is broken or gone for a moment, and says what to do', async () => {
    const { host, waits, verdicts, stop } = startWatching()
    await waits(1)
    await folder.write({ 'schema.yaml': 'openapi: [' })
    await waits(2)
    expect(host.stderr.text).toMatch(/^error: schema\.yaml is neither JSON nor valid YAML.*\n {2}Check what makes/m)
    await rename(folder.join('schema.yaml'), folder.join('away.yaml'))
    await waits(3)
    expect(host.stderr.text).toMatch(/^error: The schema file schema\.yaml does not exist.*\n {2}Give --schema-url/m)
    await rename(folder.join('away.yaml'), folder.join('schema.yaml'))
    await waits(4)
    await folder.write({ 'schema.yaml': schema })
    await waits(5)
    expect(verdicts()).toEqual(['pass', 'pass'])
    await stop(5)
  })

  test.each([
    ['a frontend that is not there', ['-f', 'nowhere', '-s', 'schema.yaml'], /nowhere does not exist/],
    ['a schema that is not there', ['-f', 'src', '-s', 'nowhere.yaml'], /nowhere\.yaml does not exist/],
    ['the schema from standard input', ['-f', 'src', '-s', '-'], /--watch cannot read/],
    ['a threshold of nothing', [...pair, '--threshold', 'summary.nothing<1'], /no figure summary\.nothing/],
  ])('ends at once, for %s: wrong usage', async (_, argv, said) => {
    const { host, ended } = startWatching([...argv, '-q'])
    expect(await ended).toBe(2)
    expect(host.stderr.text).toMatch(said)
    expect(host.signalListeners).toBe(0)
  })

  test('ends for a bug', async () => {
    const host = createMemoryHost({ argv: [...pair, '--watch'], cwd: folder.path })
    // A clock that fails stands for whatever nobody thought of.
    const broken = { ...host, clock: { ...host.clock, monotonic: () => 0, now: () => new Date(Number.NaN) } }
    expect(await runCli(command, broken)).toBe(3)
    expect(host.stderr.text).toContain('This is a bug of api-contract-checker')
  })
})

test('a config file that is a program is loaded once, and that is said', async () => {
  await mkdir(folder.join('empty'))
  await folder.write({ 'm4sh.config.mjs': 'export default {}\n' })
  const { host, waits, stop } = startWatching()
  await waits(1)
  await folder.write({ 'm4sh.config.mjs': 'export default { }\n' })
  await waits(2)
  expect(host.stderr.text).toContain('m4sh.config.mjs is a program, which is loaded once: start again')
  await stop(2)
})
