import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { generateParts } from '@m4sh/tools-core/cli/docs'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { findFlagGaps, ReadmePrograms, undocumentedExports } from '@m4sh/tools-core/testing/readme'
import { command } from '../src/command.ts'
import { RULES } from '../src/rules/registry.ts'

const folder = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', folder), 'utf8')

test('flags and exit codes are those of the command (else run pnpm docs:generate)', () => {
  expect(readme).toContain('<!-- flags -->')
  expect(readme).toContain('<!-- exit-codes -->')
  expect(readme).toBe(generateParts(command, readme))
})

test('every flag of --help is in the README and in the completion, and has a test', async () => {
  expect(await findFlagGaps(command, folder)).toEqual({ readme: [], completion: [], tests: [] })
})

test('every export says what it is, and what it throws', () => {
  expect(undocumentedExports(folder)).toEqual([])
}, 60_000)

test('every rule has its row, with its severity', () => {
  for (const { id, severity } of RULES) {
    const [, said = ''] = new RegExp(`^\\| \`${id}\` \\| ([^|]*) \\|`, 'm').exec(readme) ?? []
    // Where it depends on what was found, the row says on what.
    expect(said).toMatch(typeof severity === 'string' ? new RegExp(`^${severity}$`) : /^error, for .* warning$/)
  }
})

describe('as a library', () => {
  let programs: ReadmePrograms
  let place: TemporaryFolder
  beforeAll(async () => {
    programs = new ReadmePrograms(folder)
    place = await createTemporaryFolder({
      'package.json': '{}',
      'src/api.js': "fetch('/rooms/')\nfetch('/halls/')\n",
      'openapi.yaml':
        "openapi: 3.0.3\ninfo: { title: Rooms, version: '1' }\npaths: { /rooms/: { get: { responses: {} } } }\n",
    })
  })
  afterAll(async () => {
    programs.remove()
    await place.remove()
  })

  test('the programs compile against what is published, and do what they say', async () => {
    expect(programs.count).toBe(2)
    expect(await programs.compile()).toBe('')
    expect(await programs.run(0, { cwd: place.path })).toEqual({
      exitCode: 0,
      stdout: '✗ frontend-only-call No endpoint answers GET /halls/.\n',
      stderr: '',
    })
    expect(await programs.run(1, { cwd: place.path })).toEqual({
      exitCode: 0,
      stdout: 'GET /rooms/ src/api.js:1\nGET /halls/ src/api.js:2\n',
      stderr: '',
    })
    await place.write({ 'openapi.yaml': '{' })
    expect((await programs.run(0, { cwd: place.path })).stderr).toMatch(/ 3\n$/)
  }, 120_000)
})
