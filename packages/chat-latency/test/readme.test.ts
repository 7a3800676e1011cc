import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@m4sh/sandbox'
import { generateParts } from '@m4sh/tools-core/cli/docs'
import { findFlagGaps, ReadmePrograms, undocumentedExports } from '@m4sh/tools-core/testing/readme'
import { command } from '../src/command.ts'

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
  beforeAll(async () => {
    programs = new ReadmePrograms(folder)
    sandbox = await startSandbox()
  }, 60_000)
  afterAll(async () => {
    programs.remove()
    await sandbox.stop()
  })

  test('the program compiles against what is published, and does what it says', async () => {
    expect(await programs.compile()).toBe('')
    const { tutor, student } = sandbox.tokens
    const env = { M4SH_BASE_URL: sandbox.baseUrl, M4SH_SENDER_TOKEN: tutor, M4SH_RECEIVER_TOKEN: student }
    const { exitCode, stdout, stderr } = await programs.run(0, { env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^p95 [\d.]+ ms, 0 of 40 lost/)
  }, 120_000)
})
