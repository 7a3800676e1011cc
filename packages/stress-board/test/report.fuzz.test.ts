import { expect, test } from '@jest/globals'
import { languages } from '@m4sh/tools-core/language'
import { reportFaults } from '@m4sh/tools-core/testing'
import { fuzz, hostileText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { localization } from '../src/language/index.ts'
import { stressViews } from '../src/report.ts'
import { hostileReport } from './report-html/hostile-report.ts'

const texts = fc.uniqueArray(hostileText, { minLength: 1, maxLength: 8 })

test.each(languages)('whatever comes from outside, it stays a text in every format (%s)', async (language) => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const report = hostileReport(all)
      expect(await reportFaults(report, stressViews(localization(language)))).toEqual([])
    }),
    fuzz(10),
  )
})
