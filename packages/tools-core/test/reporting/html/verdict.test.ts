import { describe, expect, test } from '@jest/globals'
import { figureText } from '../../../src/reporting/html/figure-text.ts'
import { heldText, missedText, thresholdTable, verdictView } from '../../../src/reporting/html/verdict.ts'
import { judgedReport } from './sample-page.ts'
import { english } from '../english.ts'

const sentences = { pass: () => 'All is well.', fail: () => 'Something is not.', error: () => 'Nobody came.' }

const slowMachine = judgedReport((report) => {
  report.result = { generator: { level: 'invalid' } }
})

const textsOf = (report = judgedReport()) =>
  thresholdTable(english, report, figureText)?.rows.map(({ cells }) => cells.map(({ text }) => text))

describe('the verdict', () => {
  test('is a word, its colour, and the reason that the tool gives', () => {
    expect(verdictView(english, judgedReport(), sentences)).toEqual({
      tone: 'bad',
      word: 'Fail',
      sentence: 'Something is not.',
      details: [],
    })
  })

  test('of a machine that was too slow is the same for all tools', () => {
    const { tone, sentence, details } = verdictView(english, { ...slowMachine, verdict: 'invalid' }, sentences)
    expect(tone).toBe('warn')
    expect(sentence).toMatch(/^This machine was too slow to measure: .* pass nothing and fail nothing\.$/)
    expect(details).toEqual([])
  })

  test('says that the machine was too slow, and that the run ended early, where it is another one', () => {
    const report = { ...slowMachine, run: { ...slowMachine.run, interrupted: true } }
    expect(verdictView(english, report, sentences).details).toEqual([
      'The run was stopped early: the figures are of the time until then.',
      'This machine was too slow to measure well: times tell more about it than about the platform.',
    ])
  })
})

describe('thresholds', () => {
  test('come with what really was, in its unit', () => {
    expect(textsOf()).toEqual([
      ['latency.p95<200ms', '250 ms', 'missed'],
      ['errors.count==0', '0', 'held'],
    ])
    expect(missedText(english, judgedReport())).toBe('1 of 2 thresholds was missed')
  })

  test('are not judged on a machine that was too slow', () => {
    expect(textsOf(slowMachine)?.map((texts) => texts.at(-1))).toEqual(['not judged', 'not judged'])
    expect(missedText(english, slowMachine)).toBeNull()
  })

  test('are judged there too if that was asked for', () => {
    const report = { ...slowMachine, options: { onSaturation: 'warn' } }
    expect(textsOf(report)?.map((texts) => texts.at(-1))).toEqual(['missed', 'held'])
    expect(missedText(english, report)).toBe('1 of 2 thresholds was missed')
  })

  test('that are not there make no table', () => {
    expect(thresholdTable(english, { ...judgedReport(), thresholds: [] }, figureText)).toBeNull()
  })

  test.each([
    [0, 'no threshold was set'],
    [1, 'the threshold was held'],
    [3, 'all 3 thresholds were held'],
  ])('%d that were held', (length, text) => {
    const thresholds = Array.from({ length }, () => ({ expression: 'a<1', actual: 0, passed: true }))
    expect(heldText(english, { thresholds })).toBe(text)
    expect(missedText(english, { ...judgedReport(), thresholds })).toBeNull()
  })
})
