import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readKeptRuns } from '@m4sh/tools-core/testing/kept-runs'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { findingsOf } from '../src/report-findings.ts'
import { toPage } from '../src/report-html/page.ts'
import { renderText } from '../src/report-text.ts'
import { english } from './languages.ts'
import { Bed } from './peers/bed.ts'
import type { ScanReport } from './sample-result.ts'

const { errorsOfClosed, errorsOfEnvelope } = readPublishedSchema(
  new URL('../schema/report.schema.json', import.meta.url),
)

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ corrupt: 1 })
}, 60_000)
afterAll(async () => await bed.close())

/** The report of a real run, which the schema takes, and every view shows. */
async function checked(...argv: readonly string[]): Promise<ScanReport> {
  const { report } = await bed.scan(argv)
  expect(errorsOfClosed(report)).toEqual([])
  expect(errorsOfEnvelope(report)).toEqual([])
  const text = renderText(english, report, { color: false, whole: true }, { verbose: false })
  for (const view of [text, JSON.stringify(toPage(english, report)), JSON.stringify(findingsOf(report))])
    expect(view).not.toMatch(/NaN|undefined|\[object/)
  return report
}

test('a scan is kept with what a line needs, and its page is a normal size', async () => {
  const [page, runs] = [bed.folder.join('scan.html'), bed.folder.join('runs')]
  for (let scan = 0; scan < 2; scan++) await bed.run(['-o', page, '--history', runs])
  const { entries, figures, html, links } = await readKeptRuns(runs)
  expect(entries).toHaveLength(2)
  expect(entries[0]).toMatchObject({
    verdict: 'fail',
    subject: { en: expect.stringMatching(/^\d+ checks of [\d,]+ rows$/) },
    target: entries[1]?.target,
  })
  const found = entries[0]?.trends[0]?.lines.map(({ value }) => value ?? 0) ?? []
  expect(found.every((count) => count > 0)).toBe(true)
  expect(figures).toMatchObject({ new: null, 'failed to run': 0 })
  expect(links).toContain('../scan.html')
  expect(html).toContain('Broken rows of 2 runs')
  expect((await readFile(page)).length).toBeLessThan(1_000_000)
}, 60_000)

test('the schema takes what real runs report, whatever was done', async () => {
  const scan = await checked()
  await bed.folder.write({ 'earlier.json': JSON.stringify(scan) })
  await checked('--fix', '--dry-run')
  const runsWithRepair = bed.folder.join('runs-with-repair')
  const compare = ['--compare', bed.folder.join('earlier.json'), '--history', runsWithRepair]
  const { result } = await checked('--fix', '--yes', ...compare)
  // What was repaired is no longer broken.
  const { figures: kept } = await readKeptRuns(runsWithRepair)
  const { critical, warning } = result.now.summary
  expect(kept).toMatchObject({ critical, warning, new: result.comparison?.new })
  expect(result.now.summary.critical).toBeLessThan(result.summary.critical)
  await checked('--compare', bed.folder.join('earlier.json'))
  const runs = bed.folder.join('runs-of-repairs')
  const { result: undone } = await checked('--undo', result.fix?.undo ?? '', '--yes', '--history', runs)
  expect(undone.undo?.transaction).toBe('committed')
  // It has looked at no row: zeros would be the best scan of all.
  const { entries, figures } = await readKeptRuns(runs)
  expect(entries[0]?.subject.en).toBe('a repair taken back')
  expect(Object.values(figures).filter((value) => value !== null)).toEqual([])
}, 60_000)
