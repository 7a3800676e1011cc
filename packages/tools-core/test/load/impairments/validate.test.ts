import { expect, test } from '@jest/globals'
import { type ImpairmentSettings, noImpairments } from '../../../src/load/impairments/settings.ts'
import { validateImpairments } from '../../../src/load/impairments/validate.ts'

const validate = (settings: Partial<ImpairmentSettings>) => validateImpairments({ ...noImpairments, ...settings })

test.each<Partial<ImpairmentSettings>>([
  {},
  { loss: 1, reorder: 1, duplicate: 1 },
  { loss: 0, lossBurst: 1 },
  { loss: 0.5, lossBurst: 1 },
  { loss: 0.75, lossBurst: 3 },
  { latencyMs: 0.5, jitterMs: 100, jitterShape: 'pareto' },
  { bandwidth: 0.1 },
])('takes %j', (settings) => {
  expect(() => validate(settings)).not.toThrow()
})

test.each<[Partial<ImpairmentSettings>, string]>([
  [{ loss: 1.5 }, 'loss is 1.5: a share from 0 to 1 is wanted'],
  [{ loss: NaN }, 'loss is NaN: a share'],
  [{ reorder: -0.1 }, 'reorder is -0.1: a share'],
  [{ duplicate: Infinity }, 'duplicate is Infinity: a share'],
  [{ latencyMs: -1 }, 'latencyMs is -1: milliseconds from 0 are wanted'],
  [{ jitterMs: Infinity }, 'jitterMs is Infinity: milliseconds'],
  [{ jitterShape: 'even' as 'normal' }, 'jitterShape is even: normal or pareto is wanted'],
  [{ bandwidth: 0 }, 'bandwidth is 0: bytes a second above 0 are wanted, or null for no limit'],
  [{ bandwidth: NaN }, 'bandwidth is NaN: bytes'],
  [{ bandwidth: Infinity }, 'bandwidth is Infinity: bytes'],
  [{ lossBurst: 0.9 }, 'lossBurst is 0.9: messages from 1 are wanted, or null for independent losses'],
  [{ lossBurst: NaN }, 'lossBurst is NaN: messages'],
  [{ loss: 0.6, lossBurst: 1 }, 'loss is 0.6: bursts of 1 on average lose at most 0.5: a lower loss or longer bursts'],
  [{ loss: 1, lossBurst: 100 }, 'loss is 1: bursts of 100 on average'],
])('refuses %j', (settings, message) => {
  expect(() => validate(settings)).toThrow(RangeError)
  expect(() => validate(settings)).toThrow(message)
})
