import { mkdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { annotations, reportToGitHub } from '../../src/reporting/github-actions.ts'
import { renderMarkdown } from '../../src/reporting/render-markdown.ts'
import type { ReportFinding } from '../../src/reporting/report.ts'
import { escapeTerminal } from '../../src/terminal/escape.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { finding, sampleReport, sampleViews } from './sample-report.ts'

/** A workflow command as the runner of GitHub reads it. */
function readCommand(line: string): { command: string; properties: Record<string, string>; message: string } {
  const [, command = '', properties = '', message = ''] = /^::(\w+)(?: (.*?))?::(.*)$/su.exec(line) ?? []
  return {
    command,
    properties: Object.fromEntries(
      properties
        .split(',')
        .filter((pair) => pair !== '')
        .map((pair) => {
          const at = pair.indexOf('=')
          return [pair.slice(0, at), unescape(pair.slice(at + 1))]
        }),
    ),
    message: unescape(message),
  }
}

/** In the runner's order: the percent sign last. */
function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

const many = (count: number, change: Partial<ReportFinding>): ReportFinding[] =>
  Array.from({ length: count }, (_, at) => finding({ message: `m${at}`, ...change }))

describe('annotations', () => {
  test('stand on the line that they are about', () => {
    expect(annotations([finding()])).toEqual([
      '::error file=src/rooms.js,line=3,col=7,title=lost-call::GET /api/rooms/ is gone',
    ])
  })

  test('without a place they have a title', () => {
    expect(annotations([finding({ location: null, severity: 'warning' })])).toEqual([
      '::warning title=lost-call::GET /api/rooms/ is gone',
    ])
  })

  test('what would end a property, a message or a line is escaped', () => {
    const location = { file: 'a,b:c%0A\r\n.js', line: 1, column: 1 }
    expect(annotations([finding({ location, message: '100 %: a, b\r\nc::d' })])).toEqual([
      '::error file=a%2Cb%3Ac%250A%0D%0A.js,line=1,col=1,title=lost-call::100 %25: a, b%0D%0Ac::d',
    ])
  })

  test('what fails first; what is only told or known is none', () => {
    const lines = annotations([
      finding({ severity: 'warning', message: 'w' }),
      finding({ severity: 'info', message: 'i' }),
      finding({ known: true, message: 'k' }),
      finding({ message: 'e' }),
    ])
    expect(lines.map(readCommand).map(({ command, message }) => `${command} ${message}`)).toEqual([
      'error e',
      'warning w',
    ])
  })

  test('what makes the run fail is an error, whatever its severity; what does not is none', () => {
    const lines = annotations([
      finding({ severity: 'info', message: 'unused', fails: true }),
      finding({ severity: 'error', message: 'allowed', fails: false }),
      finding({ severity: 'critical', message: 'grave', fails: true }),
    ])
    expect(lines.map(readCommand).map(({ command, message }) => `${command} ${message}`)).toEqual([
      'error unused',
      'error grave',
      'warning allowed',
    ])
  })

  test('a row of a table stands in the message', () => {
    expect(annotations([finding({ location: null, row: { table: 'public.lessons', key: '17' } })])).toEqual([
      '::error title=lost-call::public.lessons 17: GET /api/rooms/ is gone',
    ])
  })

  test('ten of a kind fit', () => {
    expect(annotations(many(10, {}))).toHaveLength(10)
  })

  test('of more the tenth says how many: GitHub would drop them without a word', () => {
    const lines = annotations([...many(11, {}), ...many(1000, { severity: 'warning' })])
    expect(lines).toHaveLength(20)
    expect(lines[8]).toContain('::m8')
    expect(lines[9]).toBe('::error::2 more of this severity stand in the report')
    expect(lines[19]).toBe('::warning::991 more of this severity stand in the report')
  })

  test('whatever the texts: one command a line, read back as it was', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (message, file) => {
        const [line = ''] = annotations([finding({ message, location: { file, line: 3, column: 7 } })])
        // oxlint-disable-next-line no-control-regex -- these are what it is about
        expect(line).not.toMatch(/[\0-\x1F\x7F-\x9F\u202E]/)
        const read = readCommand(line)
        expect(read.command).toBe('error')
        expect(Object.keys(read.properties)).toEqual(['file', 'line', 'col', 'title'])
        expect(read.properties).toMatchObject({ file: shown(file), line: '3', col: '7', title: 'lost-call' })
        expect(read.message).toBe(shown(message))
      }),
      fuzz(200),
    )
  })
})

/** Line ends are kept; what else a log obeys is shown. */
function shown(text: string): string {
  const kept = text.replaceAll('\r', '\uE000').replaceAll('\n', '\uE001')
  return escapeTerminal(kept).replaceAll('\uE000', '\r').replaceAll('\uE001', '\n')
}

describe('a step', () => {
  const report = sampleReport({ findings: [finding()] })
  const limit = 1024 * 1024
  let folder: TemporaryFolder
  let file: string

  beforeEach(async () => {
    folder = await createTemporaryFolder()
    file = folder.join('summary.md')
  })
  afterEach(() => folder.remove())

  async function runStep(env: Record<string, string>, of = report): Promise<string> {
    const host = createMemoryHost()
    await reportToGitHub(of, sampleViews, env, host.stderr)
    expect(host.stdout.text).toBe('')
    return host.stderr.text
  }
  const inStep = () => ({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file })
  const summary = () => readFile(file, 'utf8')

  test('gets the summary, and the annotations on stderr', async () => {
    expect(await runStep(inStep())).toBe(
      '::error file=src/rooms.js,line=3,col=7,title=lost-call::GET /api/rooms/ is gone\n',
    )
    expect(await summary()).toBe(`${renderMarkdown(report, sampleViews)}\n`)
  })

  test.each([[{}], [{ GITHUB_ACTIONS: 'false' }], [{ GITHUB_ACTIONS: '' }]])('is none: %j', async (env) => {
    expect(await runStep({ GITHUB_STEP_SUMMARY: file, ...env })).toBe('')
    await expect(summary()).rejects.toThrow('ENOENT')
  })

  test('without findings says nothing on stderr', async () => {
    expect(await runStep(inStep(), sampleReport({}, { verdict: 'pass' }))).toBe('')
    expect(await summary()).toContain('✅ pass')
  })

  test('keeps what others wrote, a blank line apart', async () => {
    await folder.write({ 'summary.md': '# Others' })
    await runStep(inStep())
    expect(await summary()).toMatch(/^# Others\n\n## sample-tool/)
  })

  test.each([0, limit - 2000, limit - 201])(
    'never holds more than a mebibyte, of which %i bytes were there: GitHub drops a longer summary',
    async (used) => {
      await folder.write({ 'summary.md': 'x'.repeat(used) })
      const long = sampleReport(
        {},
        { warnings: Array.from({ length: 12_000 }, (_, at) => `żółw ${at} ${'ж'.repeat(40)}`) },
      )
      await runStep(inStep(), long)
      const text = await summary()
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit)
      expect(Buffer.byteLength(text)).toBeGreaterThan(limit - 400)
      expect(text).toMatch(/\n\n… cut: the summary of a step holds 1 MiB\.\n$/)
      // Cut between lines, never within a character.
      expect(text).not.toContain('\uFFFD')
      const lines = text
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('> '))
      expect(lines.filter((line) => !/ж{40}$/.test(line))).toEqual([])
    },
  )

  test('a full summary is left alone', async () => {
    await folder.write({ 'summary.md': 'x'.repeat(limit - 100) })
    await runStep(inStep())
    expect(await summary()).toHaveLength(limit - 100)
  })

  test('a summary that cannot be written fails nothing', async () => {
    await mkdir(file)
    expect(await runStep(inStep())).toContain('::error')
    expect(await runStep({ GITHUB_ACTIONS: 'true' })).toContain('::error')
  })
})
