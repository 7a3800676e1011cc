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
import { readStressThresholds } from '../src/thresholds.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['--lesson', '1..3'],
  words: {
    lesson: ['1', '1..50', '1..50,3,a-b', '1..10000'],
    rate: ['2/s', '30/m', '0.5'],
    mix: ['patch=80,cursor=15,undo=4,reset=0,snapshot=1', 'patch=1'],
    strokePoints: ['20..120', '50'],
    stages: ['10s:5,1m:50,30s:0', '5:5'],
    connectRate: ['200/s'],
    packetLoss: ['10%', '0.1'],
    reorder: ['5%'],
    duplicate: ['1%'],
    bandwidth: ['64kB/s', '1.5MB/s', '2000'],
    stall: ['10s/2s'],
    slowReaders: ['10%'],
    userIds: ['1..50', '7,8'],
    workers: ['auto', '4'],
    shard: ['2/8', 'auto/8', '1/1'],
    startAt: ['2026-05-01T12:00:00Z', '1777636800', '2026-05-01T12:00:00+02:00'],
    threshold: ['latency.p95<200ms', 'errors.byKind.WS_FORBIDDEN==0', 'messages.lost==0', 'latency.p99<1.5s!'],
    findCapacity: ['latency.p95<200ms', 'messages.delivered>=99%'],
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
        const config = toConfig(context.flags as Flags, context.host.env)
        return [config, readStressThresholds([...config.thresholds, ...config.capacity], '--threshold')]
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
