import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import {
  commandLines,
  flagTexts,
  fuzz,
  parseOnly,
  parsingFaults,
  readingFaults,
  type Vocabulary,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { command } from '../src/command.ts'
import { type Settings, toConfig } from '../src/config.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['-f', 'src'],
  words: {
    schemaUrl: ['/api/schema/', 'openapi.yaml', '-', 'http://localhost:8000/schema', 'file:///x'],
    include: ['**/*.test.ts'],
    exclude: ['!a', 'src/{a,b}/**'],
    frontendPrefix: ['/api', ''],
    backendPrefix: ['/api', ''],
    acceptedQuery: ['page', 'a,b'],
    failOn: ['error', 'warning', 'none', 'frontend-only-call', 'error,missing-body-property'],
    threshold: ['summary.frontendOnly<=5', 'summary.matchedPercent>=99%'],
    sourceLink: ['https://x/{file}#L{line}'],
    baseUrl: ['http://localhost:8000/api', 'https://h:1/x/'],
    header: ['X-Tenant: rooms', 'Cookie: a=b; c=d'],
    token: ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.x'],
  },
  settings: {
    ignore: [{ method: 'GET', path: '/api/{id}/', reason: 'known', expires: '2027-01-31' }],
    rules: { 'frontend-only-call': 'warning', 'missing-body-property': 'off' },
  },
}

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, (context) => toConfig(context as unknown as Settings))
      expect(parsingFaults(parsed, command.flags)).toEqual([])
    }),
    fuzz(75),
  )
})

test('each flag reads a text as it declares, or says what is wrong with it', () => {
  fc.assert(
    fc.property(flagTexts(command, vocabulary.words), (given) => {
      expect(readingFaults(command, given)).toEqual([])
    }),
    fuzz(500),
  )
})
