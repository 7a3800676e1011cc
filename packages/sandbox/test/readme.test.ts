import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
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
  let programs: ReadmePrograms
  beforeAll(() => {
    programs = new ReadmePrograms(folder)
  })
  afterAll(() => programs.remove())

  test('the program compiles against what is published, and does what it says', async () => {
    expect(await programs.compile()).toBe('')
    const { exitCode, stdout, stderr } = await programs.run(0)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/tutor@m4sh\.test[^]*ws:\/\/127\.0\.0\.1:\d+\/ws\/ postgresql:\/\//)
  }, 120_000)
})
