import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ReadmePrograms, undocumentedExports } from '../src/testing/readme/index.ts'

const folder = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', folder), 'utf8')
const { exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
  exports: Record<string, string | { '@m4sh/source': string }>
}

test('every subpath has its word', () => {
  const subpaths = Object.keys(exports).filter((subpath) => subpath !== './package.json')
  expect(subpaths.filter((subpath) => !readme.includes(`\`${subpath}\``))).toEqual([])
})

test('every export of what a tool is made of says what it is, and what it throws', () => {
  // Helpers of tests, and what pages are put together from, are read where they are used.
  const entries = Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === 'string' || /^\.\/(testing|reporting\/html)/.test(subpath) ? [] : [target['@m4sh/source']],
  )
  expect(entries.length).toBeGreaterThan(20)
  expect(undocumentedExports(folder, entries)).toEqual([])
}, 60_000)

describe('programs', () => {
  let programs: ReadmePrograms
  beforeAll(() => {
    programs = new ReadmePrograms(folder)
  })
  afterAll(() => programs.remove())

  test('compile against what is published, and do what they say', async () => {
    expect(programs.count).toBe(2)
    expect(await programs.compile()).toBe('')
    const env = { M4SH_GREET_NAME: 'Taras' }
    expect(await programs.run(0, { env })).toEqual({ exitCode: 0, stdout: 'Hello, Taras!\n', stderr: '' })
    expect((await programs.run(0, { args: ['--nmae', 'x'] })).exitCode).toBe(2)
    expect((await programs.run(1)).stdout).toMatch(
      /^\{ lesson: \[ '7' \], timeout: 10000 \}\nthe option "timeout" is "soon"/,
    )
  }, 120_000)
})
