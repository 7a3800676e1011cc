import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { formatOfExtension, formats } from '../../src/reporting/format-names.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { finding, rendered, sampleReport, sampleViews } from './sample-report.ts'

describe('every format', () => {
  test('has an extension', () => {
    expect(new Set(Object.values(formatOfExtension))).toEqual(new Set(formats))
  })

  test.each(formats)('%s ends with one line end, and is the same each time', async (format) => {
    const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
    const text = await rendered(format, report)
    expect(text).toMatch(/[^\n]\r?\n$/)
    expect(await rendered(format, report)).toBe(text)
  })

  test.each(formats)('%s leaves the report as it was', async (format) => {
    const report = sampleReport({ findings: [finding()], rows: [['a', 1, null]] })
    const before = structuredClone(report)
    await rendered(format, report)
    expect(report).toEqual(before)
  })
})

describe('json', () => {
  test('is the report itself, indented', async () => {
    const report = sampleReport({ findings: [finding()] })
    const text = await rendered('json', report)
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n/)
    expect(JSON.parse(text)).toEqual(report)
  })

  test('hostile reports read back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, fc.array(hostileText), async (message, row) => {
        const report = sampleReport({ findings: [finding({ message })], rows: [row] }, { warnings: [message] })
        expect(JSON.parse(await rendered('json', report))).toEqual(report)
      }),
      fuzz(100),
    )
  })
})

describe('text', () => {
  test('is as colourful as the terminal', async () => {
    const report = sampleReport({}, { verdict: 'pass' })
    expect(await rendered('text', report)).toBe('pass\n')
    expect(await rendered('text', report, sampleViews, { color: true })).toBe('\u001B[1mpass\u001B[22m\n')
  })
})
