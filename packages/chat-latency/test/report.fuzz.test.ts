import { expect, test } from '@jest/globals'
import { languages } from '@m4sh/tools-core/language'
import { Redactor } from '@m4sh/tools-core/redaction'
import { reportFaults } from '@m4sh/tools-core/testing'
import { fuzz, hostileText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { chatViews } from '../src/report.ts'
import { hostileReport } from './report-html/hostile-report.ts'

const texts = fc.uniqueArray(hostileText, { minLength: 1, maxLength: 8 })

test.each(languages)('whatever comes from outside, it stays a text in every format (%s)', async (language) => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const report = hostileReport(all)
      const views = chatViews(
        { records: [], origin: { monotonicMs: 0, wall: new Date(0) } },
        true,
        new Redactor([]),
        language,
      )
      expect(await reportFaults(report, views)).toEqual([])
    }),
    fuzz(10),
  )
})
