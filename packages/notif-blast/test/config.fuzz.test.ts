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
import { readBlastThresholds } from '../src/thresholds.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['--user', '42', '--yes'],
  words: {
    user: ['42', 'ann@example.org', '019a0000-0000-7000-8000-000000000000'],
    type: ['lesson.reminder', 'chat.message:5', 'x:0.5'],
    readRatio: ['0.3', '30%'],
    rate: ['500/s', '30/m', '1/h'],
    spread: ['30d'],
    column: ['payload=data', 'read-at = seen'],
    table: ['public.notices'],
    undo: ['019a0000-0000-7000-8000-000000000000', '019a00000000'],
    resume: ['019a0000-0000-7000-8000-000000000000', '019a00000000'],
    threshold: ['rowsPerSecond>1000', 'push.latency.p95<1s', 'byType["lesson.reminder"]>0', 'errors.count==0'],
    databaseUrl: ['postgresql://u:p@h:5432/d', 'host=h dbname=d'],
    baseUrl: ['http://localhost:8000/api', 'https://h:1/x/'],
    wsUrl: ['ws://localhost/ws/?a=b'],
    header: ['X-Tenant: rooms', 'Cookie: a=b; c=d'],
  },
  settings: {},
}

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, (context) => {
        const config = toConfig(context.flags as Flags, context.sources as never)
        return [config, readBlastThresholds(config.thresholds, '--threshold', config)]
      })
      expect(parsingFaults(parsed, command.flags)).toEqual([])
    }),
    fuzz(150),
  )
})

test('each flag reads a text as it declares, or says what is wrong with it', () => {
  fc.assert(
    fc.property(flagTexts(command, vocabulary.words), (given) => {
      expect(readingFaults(command, given)).toEqual([])
    }),
    fuzz(1000),
  )
})
