import { expect, test } from '@jest/globals'
import { isUnmeasured } from '../src/is-unmeasured.ts'
import type { StressResult } from '../src/result.ts'
import { judgeRun } from '../src/judge-run.ts'
import { sampleReport } from './report-html/sample-report.ts'

function resultOf(change: (result: StressResult) => void): StressResult {
  const { result } = sampleReport()
  result.latency = { ...result.latency, count: 0 }
  change(result)
  return result
}

const verdictOf = (result: StressResult) => judgeRun(result, [], { failsOnSaturation: true }).verdict

test('nobody saw anything: neither pass nor fail', () => {
  const result = resultOf(() => undefined)
  expect([isUnmeasured(result), verdictOf(result)]).toEqual([true, 'error'])
})

test('clients that are alone on their boards have those compared', () => {
  const alone = (result: StressResult) => {
    result.rooms = result.rooms.map((room) => ({ ...room, clients: 1 }))
  }
  expect(verdictOf(resultOf(alone))).toBe('pass')
  const silent = resultOf((result) => {
    alone(result)
    result.messages.sent = 0
  })
  expect(verdictOf(silent)).toBe('error')
})

test('boards that could not be compared fail all the same, and a machine that was too slow says so', () => {
  const unchecked = resultOf(({ convergence }) => void (convergence.unchecked = 1))
  expect(verdictOf(unchecked)).toBe('fail')
  const slow = resultOf(({ generator }) => void (generator.level = 'invalid'))
  expect(verdictOf(slow)).toBe('invalid')
})
