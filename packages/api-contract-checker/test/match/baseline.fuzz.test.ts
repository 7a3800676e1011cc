import { expect, test } from '@jest/globals'
import {
  bounded,
  fuzz,
  hostileJson,
  jsonText,
  mutatedJson,
  mutatedText,
  outcomeOf,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { applyBaseline, type BaselineOutcome, parseBaseline } from '../../src/match/baseline.ts'
import { now } from './build.ts'

const baseline = {
  version: 1,
  findings: [
    { rule: 'frontend-only-call', method: 'GET', path: '/gone/', file: 'src/api.js', fingerprint: 'a' },
    { rule: 'backend-only-endpoint', method: 'GET', path: '/x/', file: null, fingerprint: 'b', expires: '2020-01-01' },
    { rule: 'trailing-slash', fingerprint: 'c', reason: 'later', expires: '2999-12-31' },
  ],
}
const text = fc.oneof(
  { weight: 5, arbitrary: mutatedJson(baseline).map(jsonText) },
  { weight: 1, arbitrary: mutatedText(JSON.stringify(baseline), ['{', '}', '[', ']', ',', '"', '\uFEFF', '<<<<<<<']) },
  { weight: 1, arbitrary: hostileJson.map(jsonText) },
)

test('whatever a baseline holds: findings that are known, or a sentence that names the file', async () => {
  const read = (content: string): BaselineOutcome => applyBaseline([], parseBaseline(content, 'known.json'), now)
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      const { refusal } = await bounded(() => outcomeOf(() => read(content)))
      const { name, message } = refusal ?? { name: 'BaselineError', message: 'known.json' }
      expect([name, message]).toEqual(['BaselineError', expect.stringContaining('known.json')])
    }),
    fuzz(200),
  )
})
