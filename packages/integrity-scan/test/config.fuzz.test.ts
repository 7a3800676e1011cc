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
import { readScanThresholds } from '../src/thresholds.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

const vocabulary: Vocabulary = {
  usual: ['--severity', 'critical'],
  words: {
    only: ['lessons.orphan-student', 'lessons.*'],
    skip: ['lessons.orphan-student', 'chat'],
    schema: ['public'],
    threshold: [
      'summary.critical==0',
      'count["lessons.orphan-student"]<=3',
      'percent.users.no-role<1%',
      'summary.new==0',
    ],
    databaseUrl: ['postgresql://u:p@h:5432/d', 'host=h dbname=d'],
  },
  settings: {
    tables: { lessons: { table: 'school.lesson', columns: { tutor: 'teacher_id', start: 'begins' } }, users: 'people' },
    roles: ['student', 'tutor'],
    checks: [
      {
        id: 'own.check',
        title: 'Own',
        severity: 'warning',
        category: 'Own',
        sql: 'SELECT id FROM users',
        key: 'id',
        columns: ['id'],
      },
    ],
    ignore: [{ check: 'lessons.orphan-student', ids: [1, '2'], reason: 'known', expires: '2027-01-31' }],
    references: [{ column: 'billing_invoice.device_id', table: 'devices' }],
    notReferences: ['billing_invoice.external_id'],
  },
}

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, (context) => {
        const config = toConfig(context.flags as Flags)
        return [config, readScanThresholds(config, '--threshold')]
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
