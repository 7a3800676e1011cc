import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { languages } from '@m4sh/tools-core/language'
import { reportFaults } from '@m4sh/tools-core/testing'
import { fuzz, hostileText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { findingPlaces } from '../src/finding-places.ts'
import { contractViews } from '../src/report.ts'
import { hostileReport } from './report-html/hostile-report.ts'

const folder = fileURLToPath(new URL('../src', import.meta.url))
const texts = fc.uniqueArray(hostileText, { minLength: 1, maxLength: 8 })

test.each(languages)('whatever comes from outside, it stays a text in every format (%s)', async (language) => {
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const views = contractViews({
        language,
        cwd: folder,
        verbose: true,
        places: findingPlaces([folder], folder),
      })
      expect(await reportFaults(hostileReport(all), views)).toEqual([])
    }),
    fuzz(10),
  )
})
