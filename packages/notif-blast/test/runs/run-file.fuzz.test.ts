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
  type Outcome,
  outcomeOfAsync,
  strayNumbers,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { createConfig } from '../../src/create-config.ts'
import { TypeMix } from '../../src/payloads/type-mix.ts'
import { effectiveOptions, type SettledRun, settleRun } from '../../src/settle-run.ts'

const id = '019ac3b1-2f40-7c21-9a55-0242ac120002'
const file = {
  version: 1,
  run: id,
  startedAt: '2026-01-01T00:00:00.000Z',
  database: 'm4sh@localhost:5432/m4sh',
  table: 'public.notifications_notification',
  recipients: { named: ['42', 'anna@example.org'], count: 100, isPerUser: true },
  total: 200,
  users: { count: 2, digest: 'a'.repeat(64) },
  rows: {
    types: [{ type: 'lesson.reminder', weight: 5 }],
    locales: ['uk', 'en'],
    payloadFile: null,
    readRatio: 0.5,
    spreadMs: 60_000,
    seed: 42,
    intervalMs: null,
  },
  payloadDigest: null,
  method: 'copy',
  batchSize: 5000,
  pushedVia: 'ws',
}

const text = fc.oneof(
  { weight: 5, arbitrary: mutatedJson(file, 2).map(jsonText) },
  { weight: 1, arbitrary: mutatedText(JSON.stringify(file), ['{', '}', '[', ']', ',', '"', 'null', '1e999', '\0']) },
  { weight: 1, arbitrary: hostileJson.map(jsonText) },
)

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

/** What is wrong with what came of a file: nothing, where it is a run to go on with, or a sentence that says why not. */
function faultsOf(outcome: Outcome<SettledRun>): readonly string[] {
  if (outcome.refusal !== null) {
    const { name, message, hint = '' } = outcome.refusal
    return name === 'UsageError' && message.includes(id) && hint.includes('--undo') ? [] : [message]
  }
  const { config, resumed } = outcome.value
  const { recipients, rows, writing } = config
  const mix = new TypeMix(rows.types)
  return [
    ...strayNumbers({ recipients, rows, writing, options: effectiveOptions(config, resumed) }, 'config'),
    ...[0, 2 ** 31, 2 ** 32 - 1].filter((draw) => mix.pick(draw) === '').map((draw) => `no type at ${draw}`),
  ]
}

test('whatever the file of a run holds: a run to go on with, or a sentence that says why it is none', async () => {
  const config = createConfig({ resume: id, runs: folder.path })
  const begin = () => ({ id, startedMs: 0 })
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      await writeFile(folder.join(`${id}.json`), content)
      const outcome = await bounded(async () => await outcomeOfAsync(async () => await settleRun(config, begin)))
      expect(faultsOf(outcome)).toEqual([])
    }),
    fuzz(200),
  )
})

test('what is wrong with one field is named', async () => {
  await writeFile(folder.join(`${id}.json`), JSON.stringify({ ...file, rows: { ...file.rows, seed: { toString: 1 } } }))
  const config = createConfig({ resume: id, runs: folder.path })
  const settled = settleRun(config, () => ({ id, startedMs: 0 }))
  await expect(settled).rejects.toThrow('is no file of this run: rows.seed is an object; it must be a whole number.')
})
