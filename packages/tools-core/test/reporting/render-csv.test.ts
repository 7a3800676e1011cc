import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import papaparse from 'papaparse'
import { csvPieces } from '../../src/reporting/render-csv.ts'
import type { CsvTable } from '../../src/reporting/report.ts'
import { escapeInvisible } from '../../src/terminal/escape.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'

async function renderCsv(table: CsvTable): Promise<string> {
  let text = ''
  for await (const piece of csvPieces(table)) text += piece
  return text
}

/** One cell, written and read back. */
async function written(value: unknown): Promise<string | undefined> {
  const { data, errors } = papaparse.parse<string[]>(await renderCsv({ columns: ['cell'], rows: [[value]] }))
  expect(errors.filter(({ code }) => code !== 'UndetectableDelimiter')).toEqual([])
  return data[1]?.[0]
}

/** Takes away the apostrophes that make a cell harmless. */
function unguarded(text: string): string {
  return text.replace(/(?<=^|[;\t\r\n]"*'?)'(?=["']*[=+\-@＝＋－＠\t\r\n])/g, '')
}

test('RFC 4180: a header line, CRLF, quotes where they are needed', async () => {
  const rows = [
    ['a', 1, true],
    ['b, c', -2.5, false],
    ['d "e"', 1e21, null],
    ['f\ng', 0, undefined],
  ]
  expect(await renderCsv({ columns: ['first', 'second, third', 'fourth'], rows })).toBe(
    'first,"second, third",fourth\r\na,1,true\r\n"b, c",-2.5,false\r\n"d ""e""",1e+21,\r\n"f\ng",0,\r\n',
  )
})

test('a header line even where there is no row', async () => {
  expect(await renderCsv({ columns: ['first', 'second'], rows: [] })).toBe('first,second\r\n')
})

describe('cells', () => {
  test.each([
    ['nothing', null, ''],
    ['left out', undefined, ''],
    ['no number', Number.NaN, ''],
    ['endless', Number.NEGATIVE_INFINITY, ''],
    ['a large number', 12_345_678_901n, '12345678901'],
    ['a list', ['a', 1], '["a",1]'],
    ['an object', { a: 'b,c' }, '{"a":"b,c"}'],
    ['blanks at the borders', ' a ', ' a '],
    ['a byte order mark', '\uFEFFa', '\uFEFFa'],
  ])('%s', async (_, value, text) => {
    expect(await written(value)).toBe(text)
  })
})

describe('a formula gets an apostrophe', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    "=cmd|'/C calc'!A0",
    '\ta',
    '\ra',
    '\na',
    '＝1',
    '－@x',
    '=HYPERLINK("http://x","y")',
    '--1',
    '-',
  ])('%j', async (text) => {
    expect(await written(text)).toBe(`'${text}`)
  })

  test('in a header, too', async () => {
    expect(await renderCsv({ columns: ['=1'], rows: [] })).toBe("'=1\r\n")
  })

  test.each([
    // Where the semicolon parts lists (in Ukrainian, German, French …) a spreadsheet opens the file by semicolons.
    ['/a;=1+1', "/a;'=1+1"],
    ['/a;"=1+1', '/a;"\'=1+1'],
    ['/a\t@x', "/a\t'@x"],
    // And quotes that do not open such a cell do not hold a line end.
    ['a\r\n=1', "a\r\n'=1"],
  ])('%j, which another separator would bring to the beginning of a cell', async (text, harmless) => {
    expect(await written(text)).toBe(harmless)
  })

  test.each(['-1', '+1.5', '-1e-7', '-0', 'a=b', 'a-b', '/a/;b', "'=1", ' =1', 'GET /a?b=c&d=-1'])(
    '%j is none',
    async (text) => {
      expect(await written(text)).toBe(text)
    },
  )
})

describe('many rows', () => {
  const table = (count: number, onRow: (at: number) => void = () => {}): CsvTable => ({
    columns: ['at', 'text'],
    rows: (function* rows() {
      for (let at = 0; at < count; at++) {
        onRow(at)
        yield [at, 'a, b']
      }
    })(),
  })

  test.each([499, 500, 501, 1001])('%i are written like few', async (count) => {
    const lines = Array.from({ length: count }, (_, at) => `${at},"a, b"\r\n`)
    expect(await renderCsv(table(count))).toBe(`at,text\r\n${lines.join('')}`)
  })

  test('are read as they are written, no more than a batch ahead, also where they come one by one', async () => {
    let read = 0
    const { columns, rows } = table(100_000, (at) => (read = at + 1))
    const oneByOne = async function* later() {
      for await (const row of rows) yield row
    }
    let lines = 0
    for await (const piece of csvPieces({ columns, rows: oneByOne() })) {
      lines += piece.split('\r\n').length - 1
      expect(read - (lines - 1)).toBeLessThanOrEqual(1)
    }
    expect(lines).toBe(100_001)
  })
})

test('whatever the cells: read back as they were, none begins a formula by any separator', async () => {
  const rows = fc.array(fc.tuple(hostileText, hostileText), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const csv = await renderCsv({ columns: ['a', 'b'], rows: cells })
      const { data, errors } = papaparse.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' })
      expect(errors).toEqual([])
      expect(data.slice(1, -1).map((row) => row.map(unguarded))).toEqual(
        cells.map((row) => row.map((cell) => escapeInvisible(unguarded(cell)))),
      )
      expect(data.at(-1)).toEqual([''])
      for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠](?!\d+(?:\.\d+)?$)/)
      // Up to two quotes are none of a value: a third would be.
      for (const cell of csv.split(/[;\t\r\n]+/)) expect(cell).not.toMatch(/^"{0,2}[=+\-@＝＋－＠](?!\d+(?:,|$))/)
    }),
    fuzz(300),
  )
})
