import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import {
  bounded,
  fuzz,
  hostileJson,
  jsonText,
  mutatedJson,
  mutatedText,
  outcomeOfAsync,
  strayNumbers,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { compareScans } from '../../src/compare/compare-scans.ts'
import { findEarlier } from '../../src/compare/find-earlier.ts'
import { failed, none, notMade, passed } from '../sample-checks.ts'

const checks = [
  failed('lessons.orphan-student', {
    bySeverity: { ...none, critical: 2 },
    samples: [1, 2].map((key) => ({ key, severity: 'critical', row: {} })),
  }),
  failed('users.no-role', { bySeverity: { ...none, warning: 3 } }),
  passed('chat.orphan-message'),
  notMade('snapshots.orphan', 'skipped', 'there is no table'),
]
const earlier = {
  schemaVersion: 1,
  tool: { name: 'integrity-scan', version: '1.0.0' },
  run: { id: '019ac3b1-2f40-7c21-9a55-0242ac120002', startedAt: '2026-01-01T00:00:00.000Z', interrupted: false },
  target: { database: 'm4sh' },
  result: { checks: [...checks] },
}
const report = fc.oneof(
  { weight: 4, arbitrary: mutatedJson(earlier).map(jsonText) },
  { weight: 1, arbitrary: mutatedText(JSON.stringify(earlier), ['{', '}', '[', ']', ',', '"', '1e999']) },
  { weight: 1, arbitrary: hostileJson.map(jsonText) },
)

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

test('whatever an earlier report holds: a comparison of whole figures, or a sentence that says why it is none', async () => {
  const compareFile = folder.join('earlier.json')
  await fc.assert(
    fc.asyncProperty(report, async (text) => {
      await writeFile(compareFile, text)
      const outcome = await bounded(
        async () =>
          await outcomeOfAsync(async () => {
            const found = await findEarlier({ compareFile }, 'm4sh')
            return found === null ? null : compareScans(checks, found)
          }),
      )
      const says = outcome.refusal === null ? 'UsageError' : outcome.refusal.name
      expect(says).toBe('UsageError')
      expect(outcome.refusal === null ? strayNumbers(outcome.value, 'comparison') : []).toEqual([])
    }),
    fuzz(150),
  )
})
