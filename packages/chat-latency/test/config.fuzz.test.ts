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
import { toConfig } from '../src/config.ts'
import type { Flags } from '../src/flags.ts'
import { readChatThresholds } from '../src/thresholds.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['--lesson', '1', '--sender-token', 'x'],
  words: {
    lesson: ['123', '123,124'],
    duration: ['60', '1m'],
    failOnRegression: ['10%', '0.1'],
    email: ['ann@example.org'],
    threshold: [
      'latency.p95<200ms',
      'phases.deliver.p99<=1.5s',
      'messages.lost==0',
      'comparison.changes.p95.ratio<1.1',
    ],
    baseUrl: ['http://localhost:8000/api', 'https://h:1/x/'],
    wsUrl: ['ws://localhost/ws/?a=b'],
    header: ['X-Tenant: rooms', 'Cookie: a=b; c=d'],
    token: ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.x'],
  },
  settings: {},
}

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, (context) => {
        const config = toConfig(context.flags as Flags)
        return [config, readChatThresholds(config.thresholds, '--threshold')]
      })
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
