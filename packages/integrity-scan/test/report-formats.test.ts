import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { type Format, writeReports } from '@m4sh/tools-core/reporting'
import { createMemoryHost, createTemporaryFolder } from '@m4sh/tools-core/testing'
import { integrityViews } from '../src/report.ts'
import { english } from './languages.ts'
import { hostileReport, hostileUndo } from './hostile-report.ts'
import { brokenReport, comparedReport, healthyReport, type ScanReport } from './sample-result.ts'

const folder = await createTemporaryFolder()
afterAll(() => folder.remove())

async function written(report: ScanReport, format: Format): Promise<string> {
  const path = folder.join(`report.${format}`)
  const views = integrityViews({ t: english, verbose: false, checks: report.result.checks })
  await writeReports(report, views, [{ path, format }], createMemoryHost().stdout, { color: false })
  return await readFile(path, 'utf8')
}

describe('CSV', () => {
  test('has a line for each row that is shown', async () => {
    const lines = (await written(brokenReport(), 'csv')).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 3 + 9 + 20 + 3 + 3 + 1)
    expect(lines.slice(0, 2)).toEqual([
      'check,category,severity,table,key,row,new',
      'relations.orphan-tutor,Relations,critical,public.users_tutorstudentrelation,22,"{""tutor_id"":1000000022,""student_id"":24,""status"":""paused""}",',
    ])
  })

  test('says what is new, where that is known', async () => {
    const lines = (await written(comparedReport(), 'csv')).split('\r\n')
    expect(lines.filter((line) => line.endsWith(',true'))).toEqual([
      expect.stringMatching(/^relations\.orphan-tutor.*,24,/),
    ])
    expect(lines.filter((line) => line.startsWith('chat.orphan-message')).every((line) => line.endsWith(','))).toBe(
      true,
    )
  })
})

describe('JUnit', () => {
  test('has a test for each check, and none that was not made is passed', async () => {
    const xml = await written(brokenReport(), 'junit')
    expect(xml).toContain('<testcase name="lessons.missing-relation" classname="lessons.missing-relation" time="0"/>')
    expect(xml).toMatch(/name="snapshots\.empty-state"[^>]*>\s*<skipped message="public\.boards_boardsnapshot has no/)
    expect(xml).toMatch(/name="chat\.author-not-participant"[^>]*>\s*<error message="It took longer/)
    expect(await written(healthyReport(), 'junit')).toMatch(/tests="19" failures="0" errors="0"/)
  })
})

describe('SARIF', () => {
  test('names the rule of each finding, and what was not made', async () => {
    const log = JSON.parse(await written(comparedReport(), 'sarif')) as {
      runs: {
        invocations: { toolExecutionNotifications: { message: { text: string } }[] }[]
        results: { ruleIndex?: number; baselineState: string }[]
      }[]
    }
    const [run] = log.runs
    expect(run?.results.every(({ ruleIndex }) => ruleIndex !== undefined)).toBe(true)
    expect(run?.results.filter(({ baselineState }) => baselineState === 'unchanged')).toHaveLength(2 + 9 + 3)
    expect(run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      'chat.author-not-participant: error: It took longer than --statement-timeout allows.',
      expect.stringMatching(/^snapshots\.empty-state: skipped: /),
    ])
  })
})

test('Markdown begins with the verdict and the figures', async () => {
  const page = await written(brokenReport(), 'markdown')
  expect(
    page
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, 5),
  ).toEqual([
    '## integrity-scan: ❌ fail',
    '|  |  |',
    '| --- | --- |',
    '| Broken rows | 4,324 critical, 7 warning, 4 info; 2 more ignored |',
    '| Checks | 21: 7 found something, 12 passed, 1 skipped, 1 ended with an error |',
  ])
  expect(page).toContain('| 💥 error | chat.author-not-participant | It took longer than --statement-timeout allows. |')
})

describe('what comes from a database is never obeyed', () => {
  const formats: readonly Format[] = ['text', 'csv', 'junit', 'sarif', 'markdown', 'html']

  test.each(formats)('%s', async (format) => {
    for (const report of [hostileReport(), hostileUndo()]) {
      report.warnings.push('\u001B[2J\u202E')
      for (const check of report.result.checks) Object.assign(check, { sql: '\u001B[2J\u202E', title: '\u001B[2J' })
      const text = await written(report, format)
      expect(text).not.toContain('\u001B')
      expect(text).not.toContain('\u202E')
    }
  })
})
