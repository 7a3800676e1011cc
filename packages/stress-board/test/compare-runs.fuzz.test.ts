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
import { compareWith, findBaseline } from '../src/compare-runs.ts'
import type { Comparison } from '../src/result.ts'
import { sampleReport } from './report-html/sample-report.ts'

const { result, ...envelope } = sampleReport()
const { clients, errors, fanOut, latency, messages, snapshot, throughput, transit } = result

const earlier = { ...envelope, result: { clients, errors, fanOut, latency, messages, snapshot, throughput, transit } }
const signs = ['{', '}', '[', ']', ',', '"', '1e999', '-', 'null']
const anyOf = (value: unknown, most: number) =>
  fc.oneof(
    { weight: 5, arbitrary: mutatedJson(value, most).map(jsonText) },
    { weight: 1, arbitrary: mutatedText(JSON.stringify(value), signs) },
    { weight: 1, arbitrary: hostileJson.map(jsonText) },
  )

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

function faultsOf(outcome: Outcome<Comparison | null>, file: string): readonly string[] {
  if (outcome.refusal === null) return strayNumbers(outcome.value, 'comparison')
  const { name, message } = outcome.refusal
  return name === 'UsageError' && message.startsWith(`--baseline ${file}: `) ? [] : [message]
}

test('whatever a baseline holds: whole figures, or a sentence that says why it is none', async () => {
  const file = folder.join('old.json')
  const compared = async (): Promise<Comparison | null> => {
    const { baseline } = await findBaseline(file)
    return baseline === null ? null : compareWith(result, baseline)
  }
  await fc.assert(
    fc.asyncProperty(anyOf(earlier, 4), async (text) => {
      await writeFile(file, text)
      expect(faultsOf(await bounded(async () => await outcomeOfAsync(compared)), file)).toEqual([])
    }),
    fuzz(100),
  )
})
