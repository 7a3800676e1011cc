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
import { type Flags, toConfig } from '../src/config.ts'
import { parseFaults } from '../src/faults/parse-faults.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['--port', '0'],
  words: {
    host: ['127.0.0.1', '::1'],
    duration: ['20d', '5s'],
    fault: [
      'latency=50ms,jitter=20ms,drop=0.01,duplicate=1%,reorder=0.05,close-every=30s,error-rate=0.01',
      'drop=0.6,reorder=0.4',
    ],
    databaseUrl: ['postgresql://u:p@h:5432/d'],
  },
  settings: {},
}

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, (context) => {
        const config = toConfig(context.flags as Flags)
        return [config, config.fault === null ? null : parseFaults(config.fault)]
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
