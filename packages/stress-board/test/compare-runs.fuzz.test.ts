import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, runInMemory, type TemporaryFolder } from '@m4sh/tools-core/testing'
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
import { command } from '../src/command.ts'
import { compareWith, findBaseline } from '../src/compare-runs.ts'
import type { Comparison } from '../src/result.ts'
import { toResult } from '../src/to-result.ts'
import { sampleReport } from './report-html/sample-report.ts'
import { rawOf, secondOf } from './sample-raw.ts'

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

describe('merge', () => {
  const raw = rawOf(undefined, { seconds: [secondOf(1000)], clients: 2 })
  const facts = { budgetMs: 200, workers: 1, planId: 'x', floor: { p50: 1, p99: 2 } }
  const partOf = (index: number) => ({
    ...envelope,
    run: { ...envelope.run, shard: { index, total: 2 } },
    result: { ...toResult(raw, facts), part: { raw, facts } },
  })

  test('whatever a part holds: one report of all, or a sentence that says why not', async () => {
    await writeFile(folder.join('one.json'), JSON.stringify(partOf(1)))
    await writeFile(folder.join('two.json'), JSON.stringify(partOf(2)))
    const argv = ['merge', folder.join('one.json'), folder.join('two.json'), '-o', 'all.json', '-q']
    const whole = await runInMemory(command, argv, { cwd: folder.path })
    // Merged, though nobody heard a thing.
    expect(whole).toEqual({ exitCode: 3, stderr: '', stdout: '' })
    // What the other part adds is what was not looked at yet.
    await fc.assert(
      fc.asyncProperty(anyOf(partOf(2), 1), async (text) => {
        await writeFile(folder.join('two.json'), text)
        const { exitCode, stderr } = await bounded(async () => await runInMemory(command, argv, { cwd: folder.path }))
        expect([exitCode, stderr]).toEqual([expect.any(Number), expect.not.stringMatching(/This is a bug/)])
      }),
      fuzz(20),
    )
  })
})
