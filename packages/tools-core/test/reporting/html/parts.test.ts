import { inflateRawSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { bar } from '../../../src/reporting/html/bar.ts'
import { facetOf } from '../../../src/reporting/html/filter.ts'
import { packedJson } from '../../../src/reporting/html/packed-json.ts'
import { facetedTable, table, words } from '../../../src/reporting/html/table.ts'

test('a bar begins where the one before it ends, and leaves out what is not there', () => {
  const { parts } = bar('Calls', '3 of 4', [
    ['good', 3, 'good'],
    ['none', 0, 'warn'],
    ['bad', 1, 'bad'],
  ])
  expect(parts.map(({ from, label, width }) => [label, from, width])).toEqual([
    ['good', 0, 75],
    ['bad', 75, 25],
  ])
  expect(bar('x', '', [['part', 1, 'good']], { whole: 4 }).parts[0]?.width).toBe(25)
  expect(bar('x', '', []).parts).toEqual([])
})

test('choices are in the order of the rows, each with how many it lets through', () => {
  const facet = facetOf('kind', 'Kind', ['b', 'a', 'b'], (value) => value.toUpperCase())
  expect(facet.groups[0]?.options).toEqual([
    { value: 'b', label: 'B', count: 2 },
    { value: 'a', label: 'A', count: 1 },
  ])
})

test('a table that is read at a glance is not searched, nor one whose order is its meaning', () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({ cells: [{ text: 'a' }] }))
  const parts = { id: 'x', caption: 'Rows.', columns: [words('Name')] }
  expect(table({ ...parts, rows: rows(10) }).filter).toBeNull()
  expect(table({ ...parts, rows: rows(11) }).filter).toEqual({ id: 'x', searchExample: '', facets: [] })
  expect(table({ ...parts, rows: rows(11), isSortable: false }).filter).toBeNull()
  expect(facetedTable({ ...parts, rows: rows(1) }, [], 'a …').filter).toEqual({
    id: 'x',
    searchExample: 'a …',
    facets: [],
  })
})

test('a page carries its report as long as that is no burden', () => {
  const report = { result: { rows: Array.from({ length: 1000 }, (_, at) => ({ at, name: `row ${at}` })) } }
  const packed = packedJson(report)
  expect(JSON.parse(inflateRawSync(Buffer.from(packed ?? '', 'base64')).toString())).toEqual(report)
  expect(packed?.length).toBeLessThan(JSON.stringify(report).length / 3)
  expect(packedJson({ text: 'x'.repeat(8_000_001) })).toBeNull()
  const random = Array.from({ length: 60_000 }, (_, at) => Math.sin(at).toString(36))
  expect(packedJson({ random })).toBeNull()
})
