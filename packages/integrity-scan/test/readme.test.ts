import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@m4sh/sandbox'
import { generateParts } from '@m4sh/tools-core/cli/docs'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { findFlagGaps, ReadmePrograms, undocumentedExports } from '@m4sh/tools-core/testing/readme'
import { command } from '../src/command.ts'
import { createConfig, scanIntegrity, undoRepair } from '../src/index.ts'

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

describe('as a library', () => {
  let sandbox: Sandbox
  let programs: ReadmePrograms
  let place: TemporaryFolder
  beforeAll(async () => {
    programs = new ReadmePrograms(folder)
    place = await createTemporaryFolder()
    sandbox = await startSandbox({ corrupt: 2 })
  }, 60_000)
  afterAll(async () => {
    programs.remove()
    await sandbox.stop()
    await place.remove()
  })

  test('the program compiles against what is published, and does what it says; what it repaired can be taken back', async () => {
    expect(await programs.compile()).toBe('')
    const { databaseUrl } = sandbox
    const env = { M4SH_DATABASE_URL: databaseUrl }
    const { exitCode, stdout, stderr } = await programs.run(0, { env, cwd: place.path })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('critical lessons.orphan-tutor 2\n')
    const [, file = ''] = /committed; the way back: (\S+\.jsonl)\n$/.exec(stdout) ?? []
    const only = 'lessons.orphan-tutor'
    const found = async () => (await scanIntegrity(createConfig({ databaseUrl, only }))).result.count[only]
    expect(await found()).toBe(0)
    const undone = await undoRepair(createConfig({ databaseUrl, undo: file }))
    expect(undone).toMatchObject({ fix: 'committed', transaction: 'committed' })
    expect(await found()).toBe(2)
  }, 120_000)
})
