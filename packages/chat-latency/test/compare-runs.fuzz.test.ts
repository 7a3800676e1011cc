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
import { compareWith, readBaselines } from '../src/compare-runs.ts'
import { comparisonWarnings } from '../src/comparison-warnings.ts'
import type { Comparison } from '../src/result.ts'

const latency = Array.from({ length: 40 }, (_, at) => 100 + ((at * 37) % 40))
const now = { samples: { at: latency.map((_, at) => at * 10), latency, undelivered: [5, 15] } }

const earlier = {
  schemaVersion: 1,
  tool: { name: 'chat-latency', version: '1.0.0' },
  run: { id: 'x', startedAt: '2026-01-01T00:00:00.000Z', interrupted: false },
  options: { messages: 40, interval: 10, pairs: 1, closed: false, precise: false, timeout: 5000, lesson: ['1'] },
  verdict: 'pass',
  result: {
    messages: { lost: 1, recovered: 0, failed: 1 },
    samples: { ...now.samples, latency: latency.slice(0, 12) },
  },
}
const report = fc.oneof(
  { weight: 5, arbitrary: mutatedJson(earlier).map(jsonText) },
  { weight: 1, arbitrary: mutatedText(JSON.stringify(earlier), ['{', '}', '[', ']', ',', '"', '1e999', '-']) },
  { weight: 1, arbitrary: hostileJson.map(jsonText) },
)

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

interface Compared {
  readonly comparison: Comparison | null
  readonly warnings: readonly string[]
}

async function compared(file: string, takesUntrusted: boolean): Promise<Compared> {
  const { baselines, missing } = await readBaselines([file], takesUntrusted)
  const [first] = baselines
  if (first === undefined) return { comparison: null, warnings: missing }
  const comparison = compareWith(now, [first], { seed: 1, allowed: 0.1 })
  return { comparison, warnings: comparisonWarnings(comparison, [first], { messages: 40, interval: 10 }) }
}

/** What is wrong with what came of a baseline: nothing, where it is compared with, or a sentence that says why not. */
function faultsOf(outcome: Outcome<Compared>, file: string): readonly string[] {
  if (outcome.refusal !== null) {
    const { name, message } = outcome.refusal
    return name === 'UsageError' && message.startsWith(`--baseline ${file}: `) ? [] : [message]
  }
  const { comparison, warnings } = outcome.value
  return [...strayNumbers(comparison, 'comparison'), ...warnings.filter((text) => !/\w/.test(text))]
}

test('whatever a baseline holds: whole figures, or a sentence that says why it is none', async () => {
  const file = folder.join('old.json')
  await fc.assert(
    fc.asyncProperty(report, fc.boolean(), async (text, takesUntrusted) => {
      await writeFile(file, text)
      const outcome = await bounded(async () => await outcomeOfAsync(async () => await compared(file, takesUntrusted)))
      expect(faultsOf(outcome, file)).toEqual([])
    }),
    fuzz(60),
  )
})

test.each([
  ['a number of lost messages that no memory holds', { messages: { lost: 1e300 }, samples: { latency: [1, 2] } }],
  ['latencies without end', { samples: { latency: [1, Infinity] } }],
])('%s is no baseline', async (_, result) => {
  const file = folder.join('old.json')
  await writeFile(file, jsonText({ ...earlier, result }))
  await expect(readBaselines([file], false)).rejects.toMatchObject({ name: 'UsageError' })
})

test('an option that is none is told of as what it is', async () => {
  const file = folder.join('old.json')
  await writeFile(file, jsonText({ ...earlier, options: { ...earlier.options, size: { toString: 1 } } }))
  const { warnings } = await compared(file, false)
  expect(warnings.join(' ')).toContain('--size was an object in the baseline')
})
