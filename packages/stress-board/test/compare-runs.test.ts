import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { type Baseline, comparedFigures, compareWith, readBaseline } from '../src/compare-runs.ts'
import { sampleReport } from './report-html/sample-report.ts'

const { result } = sampleReport()

const against = (old: Record<string, unknown>) => {
  const baseline = { file: 'old.json', startedAt: '2026-01-01T00:00:00.000Z', result: old }
  return compareWith(result, baseline)
}

describe('a comparison', () => {
  test('with itself: every figure is there, and the same', () => {
    const { figures } = against({ ...result })
    expect(Object.keys(figures)).toEqual([...comparedFigures])
    const known = Object.values(figures).filter(({ old }) => old !== 0)
    expect(known.map(({ ratio }) => ratio)).toEqual(known.map(() => 1))
    expect(known.length).toBeGreaterThan(6)
  })

  test('is new ÷ old', () => {
    const p95 = result.latency.p95 ?? Number.NaN
    const { baseline, figures } = against({ latency: { p95: p95 / 2 } })
    expect(figures['latency.p95']).toEqual({ old: p95 / 2, new: p95, ratio: 2 })
    expect(baseline).toEqual({ file: 'old.json', startedAt: '2026-01-01T00:00:00.000Z' })
  })

  test.each([
    ['is not there', {}],
    ['is null', { latency: { p95: null } }],
    ['is no number', { latency: { p95: '80' } }],
    ['lies in no object', { latency: 80 }],
  ])('an old figure that %s is unknown', (_, old) => {
    expect(against(old).figures['latency.p95']).toMatchObject({ old: null, ratio: null })
  })

  test('nothing is as much as nothing, and something no multiple of it', () => {
    expect(against({ errors: { count: 0 } }).figures['errors.count']).toEqual({ old: 0, new: 0, ratio: 1 })
    expect(against({ latency: { p50: 0 } }).figures['latency.p50']).toMatchObject({ old: 0, ratio: null })
  })
})

describe('a baseline', () => {
  const reading = async (content: string): Promise<Baseline> => {
    const folder = await createTemporaryFolder({ 'old.json': content })
    try {
      return await readBaseline(folder.join('old.json'))
    } finally {
      await folder.remove()
    }
  }

  test('is a report that this tool wrote', async () => {
    const report = sampleReport()
    const { startedAt, result: old } = await reading(JSON.stringify(report))
    expect(startedAt).toBe(report.run.startedAt)
    expect(compareWith(report.result, { file: 'x', startedAt, result: old }).figures['latency.p50']?.ratio).toBe(1)
  })

  test.each([
    ['', 'it is no JSON ('],
    ['{"tool":', 'it is no JSON ('],
    ['null', 'it is no report of stress-board'],
    ['[]', 'it is no report of stress-board'],
    ['{}', 'it is no report of stress-board'],
    ['{"tool":{"name":"chat-latency"},"run":{},"result":{}}', 'it is no report of stress-board'],
    ['{"tool":{"name":"stress-board"},"run":{}}', 'it is no report of stress-board'],
    ['{"tool":{"name":"stress-board"},"result":{}}', 'it is no report of stress-board'],
  ])('is not %j', async (content, why) => {
    const error: unknown = await reading(content).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^--baseline .*old\.json: /),
      hint: 'Give a JSON report that stress-board wrote.',
    })
    expect(String(error)).toContain(why)
  })

  test.each([
    [{ verdict: 'invalid' }, ['is not to be trusted: its verdict is "invalid".']],
    [{ verdict: 'error' }, ['is not to be trusted: its verdict is "error".']],
    [{ run: { ...sampleReport().run, interrupted: true } }, ['was interrupted: its load was another one.']],
    [{ verdict: 'fail' }, []],
  ])('is told of if it says little: %j', async (change, says) => {
    const { warnings } = await reading(JSON.stringify({ ...sampleReport(), ...change }))
    expect(warnings).toEqual(says.map((one) => expect.stringContaining(one)))
  })

  test('is not a file that is gone', async () => {
    await expect(readBaseline('/nowhere/old.json')).rejects.toThrow(/^--baseline \/nowhere\/old\.json: /)
  })
})
