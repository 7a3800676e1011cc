import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { formatOfExtension, formats, render } from '../../src/reporting/formats.ts'
import { hostileText } from './hostile-text.ts'
import { finding, plainStyle, sampleReport, sampleViews } from './sample-report.ts'

describe('every format', () => {
  test('has an extension', () => {
    expect(new Set(Object.values(formatOfExtension))).toEqual(new Set(formats))
  })

  test.each(formats)('%s ends with one line end, and is the same each time', async (format) => {
    const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
    const text = await render(format, report, sampleViews, plainStyle)
    expect(text).toMatch(/[^\n]\r?\n$/)
    expect(await render(format, report, sampleViews, plainStyle)).toBe(text)
  })

  test.each(formats)('%s leaves the report as it was', async (format) => {
    const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
    const before = structuredClone(report)
    await render(format, report, sampleViews, plainStyle)
    expect(report).toEqual(before)
  })
})

describe('json', () => {
  test('is the report itself, indented', async () => {
    const report = sampleReport({ findings: [finding()] })
    const text = await render('json', report, sampleViews, plainStyle)
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n/)
    expect(JSON.parse(text)).toEqual(report)
  })

  test('hostile reports read back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, fc.array(hostileText), async (message, row) => {
        const report = sampleReport({ findings: [finding({ message })], rows: [row] }, { warnings: [message] })
        expect(JSON.parse(await render('json', report, sampleViews, plainStyle))).toEqual(report)
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})

describe('text', () => {
  test('is as wide and as colourful as the terminal', async () => {
    const report = sampleReport({}, { verdict: 'pass' })
    expect(await render('text', report, sampleViews, plainStyle)).toBe('pass\n')
    expect(await render('text', report, sampleViews, { ...plainStyle, color: true })).toBe('\u001B[1mpass\u001B[22m\n')
  })
})
