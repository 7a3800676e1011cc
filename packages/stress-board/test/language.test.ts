import { describe, expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { phraseFaults } from '@m4sh/tools-core/testing'
import { renderLiveDocument } from '../src/live/live-document.ts'
import { liveFigures } from '../src/live/live-figures.ts'
import { phrases } from '../src/language/phrases.ts'
import { toPage } from '../src/report-html/page.ts'
import { renderReportHtml } from '../src/report-html.ts'
import { renderText } from '../src/report-text.ts'
import { stressViews } from '../src/report.ts'
import type { StressResult } from '../src/result.ts'
import { english, ukrainian } from './languages.ts'
import { progressAt } from './live/progress.ts'
import {
  comparedReport,
  divergedReport,
  emptyReport,
  sampleReport,
  timelinePoint,
} from './report-html/sample-report.ts'
import { troubledReport } from './troubled-report.ts'

const reports: Readonly<Record<string, Report<StressResult>>> = {
  pass: sampleReport(),
  fail: divergedReport(),
  'nearly everything that can go wrong': troubledReport(),
  'nobody came in': { ...emptyReport(), warnings: ['30 of 30 clients never connected.'] },
  'capacity and comparison': comparedReport(),
  'a long run': longReport(),
}

function longReport(): Report<StressResult> {
  return sampleReport(({ result }) => {
    result.timeline = Array.from({ length: 1000 }, (_, at) => timelinePoint(at + 1))
    result.rooms = Array.from({ length: 200 }, () => result.rooms).flat()
    Object.assign(result.messages, { dropped: 0, delayed: 0, unsent: 0 })
  })
}

/** Figures, options and errors by their names, and terms that Ukrainian has no word for. */
const names = new Set(
  `CPU CSV JSON Node UTC Z WS_FORBIDDEN WS_RATE_LIMITED byKind chaos clients count delivered duration errors fail fan-out
  handshake host json last-week latency lessons linux lost messages onSaturation packetLoss receivedPerSecond reports
  seed socket-lost steal stress-board throughput transit true url ws`.split(/\s+/),
)

/** Words in Latin letters that are not these; nor are words with digits, such as p95, any language's. */
function foreignWordsIn(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => text.match(/(?<![\w.])[A-Za-z]\w*(?:-[A-Za-z]\w*)*/g) ?? [])
  return [...new Set(words)].filter((word) => !/\d/.test(word) && !names.has(word))
}

/** What is to be read of a part of a page: not how it is drawn, sorted or found. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part !== 'object' || part === null) return []
  const hidden = new Set([
    'id',
    'kind',
    'tone',
    'look',
    'unit',
    'group',
    'language',
    'sort',
    'data',
    'paths',
    'facets',
    'name',
    'value',
  ])
  return Object.entries(part).flatMap(([key, value]) => (hidden.has(key) ? [] : textsOf(value)))
}

describe.each(Object.entries(reports))('in Ukrainian: %s', (_, report) => {
  test('the text', () => {
    const text = renderText(ukrainian, report, { color: false, columns: 80 })
    expect(text).toMatchSnapshot()
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(foreignWordsIn([text])).toEqual([])
  })

  test('the page has all its texts, and no English', () => {
    const page = toPage(ukrainian, report)
    expect(foreignWordsIn(textsOf(page))).toEqual([])
    expect(textsOf(page)).toHaveLength(textsOf(toPage(english, report)).length)
    expect(renderReportHtml(ukrainian, report)).toContain('<html lang="uk">')
  })
})

test('what finds English finds it', () => {
  expect(foreignWordsIn(['p95 80 ms; 3 sockets were not re-opened by the latency-bound host'])).toEqual(
    'ms sockets were not re-opened by the latency-bound'.split(' '),
  )
})

test('the live page in Ukrainian has no English', () => {
  const html = renderLiveDocument(ukrainian, ukrainian.messages.live.subject(30, 3, '1..3', '127.0.0.1:8000'))
  // The skip link and the pictures are the core's.
  const [main = ''] = /<main[^]*<\/main>/.exec(html.replaceAll(/<figure[^]*?<\/figure>/g, '')) ?? []
  expect(main).toContain('З’єднання …')
  expect(foreignWordsIn([main.replaceAll(/<[^>]*>/g, ' ')])).toEqual(['JavaScript'])
  expect(foreignWordsIn(textsOf(liveFigures(ukrainian, progressAt(5))))).toEqual([])
  expect(foreignWordsIn(Object.values(ukrainian.messages.live.statuses))).toEqual([])
})

test('formats for programs are English, whatever the language', async () => {
  const report = troubledReport()
  const [inEnglish, inUkrainian] = [english, ukrainian].map((t) => stressViews(t))
  for (const view of ['findings', 'summary', 'csv'] as const)
    expect(inUkrainian?.[view](report)).toEqual(inEnglish?.[view](report))
  expect(inUkrainian?.rules).toEqual(inEnglish?.rules)
  expect(await inUkrainian?.html(report)).not.toEqual(await inEnglish?.html(report))
})

test.each([
  [1, '1 клієнт в уроці 5', 'Єдина порівняна дошка показує', '1 з 21 дошки наприкінці не збігається із серверними'],
  [3, '3 клієнти в уроках 5', 'На всіх порівняних дошках (3)', '3 з 21 дошки наприкінці не збігаються із серверними'],
  [25, '25 клієнтів в уроках 5', 'На всіх порівняних дошках (25)', '25 з 21 дошки наприкінці не збігаються'],
])('words go with their number: %d', (count, subject, passed, diverged) => {
  const { headline } = ukrainian.messages
  expect(headline.subject(count, count, '5', null, '')).toMatch(new RegExp(`^${subject};`))
  expect(headline.verdict.passed(count, 'порогів не задано')).toContain(passed)
  expect(headline.verdict.diverged(count, 21)).toContain(diverged)
})

describe('phrases', () => {
  test('lose and invent nothing', () => expect(phraseFaults(phrases)).toEqual([]))

  test.each(Object.keys(phrases))('%s', (sentence) => {
    const said = sentence.replaceAll(/\{#?(\w+)\}/g, '12.5').replaceAll(/\{@(\w+)\}/g, 'error')
    const translated = ukrainian.translate(said)
    expect(foreignWordsIn([translated.replaceAll(/--[a-z-]+/g, '')])).toEqual([])
    // What differs is there once for each time that it was said.
    expect(translated.match(/12[.,]5/g) ?? []).toHaveLength(said.match(/12\.5/g)?.length ?? 0)
    expect(english.translate(said)).toBe(said)
  })

  test('a reason that came from elsewhere is shown as it is', () => {
    expect(ukrainian.translate('3 sockets ended: the connection broke.')).toBe(
      'Сокетів, що закрилися: 3. Причина: the connection broke.',
    )
    expect(ukrainian.translate('1 socket ended: it was refused. Is the gateway running there?')).toBe(
      'Закрився один сокет: it was refused. Is the gateway running there?',
    )
    expect(ukrainian.translate('Something new.')).toBe('Something new.')
  })
})
