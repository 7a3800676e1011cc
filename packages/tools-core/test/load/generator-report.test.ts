import { expect, test } from '@jest/globals'
import { reportGenerator } from '../../src/load/generator-report.ts'
import { emptySummary, summarize } from '../../src/stats/summary.ts'
import { calm } from './calm-generator.ts'

const figures = { ...calm, eventLoopLag: summarize([0.123_456_7]), cpuSeconds: 3, runWaitShare: 0.01, stealShare: null }
const load = {
  sendLag: summarize([0.999_999_9]),
  headline: summarize([20]),
  offered: 100,
  achieved: 100,
  floor: { p50: 0.1, p99: 0.2 },
}

test('figures to the microsecond, and the verdict', () => {
  const report = reportGenerator(figures, load)
  expect(report).toMatchObject({ cpuSeconds: 3, runWaitShare: 0.01, stealShare: null, floor: { p50: 0.1, p99: 0.2 } })
  expect(report.eventLoopLag.p50).toBe(0.123)
  expect(report.sendLag.max).toBe(1)
  expect(report).toMatchObject({ level: 'ok', reasons: [] })
})

test('the reasons are sentences', () => {
  const late = reportGenerator(figures, { ...load, sendLag: summarize([50]) })
  expect(late.level).toBe('invalid')
  expect(late.reasons).not.toHaveLength(0)
  for (const reason of late.reasons) expect(reason).toMatch(/\S+ \S+/)
})

test('a run that sent nothing has no figures, and no verdict against it', () => {
  const report = reportGenerator(figures, {
    ...load,
    sendLag: emptySummary,
    headline: emptySummary,
    offered: 0,
    achieved: 0,
  })
  expect(report.sendLag).toEqual(emptySummary)
  expect(report.level).toBe('ok')
})
