import { expect, test } from '@jest/globals'
import { type Done, judgeCounts, type ScanCounts } from '../../src/fixes/scan-counts.ts'

function counts(of: Readonly<Record<string, readonly [critical: number, warning: number, info: number]>>): ScanCounts {
  return new Map(Object.entries(of).map(([id, [critical, warning, info]]) => [id, { critical, warning, info }]))
}

function uncovering(check: string, { count = 1, because = 'it is meant', mostPerRow = Infinity } = {}): Done {
  return { planned: { fix: { uncovers: [{ check, because, mostPerRow }] } }, count }
}

test.each<[string, Parameters<typeof counts>[0], Parameters<typeof counts>[0], string | null]>([
  ['fewer rows', { a: [2, 2, 2] }, { a: [0, 2, 1] }, null],
  [
    'more of a severity, however many fewer of another',
    { a: [5, 0, 0] },
    { a: [0, 1, 0] },
    'a has more rows (warning: 1 more)',
  ],
  ['a check that cannot be made any more', { a: [0, 0, 0] }, {}, 'a can no longer be made'],
  ['a check that can be made only now', {}, { a: [9, 9, 9] }, null],
  [
    'several',
    { a: [0, 0, 0], b: [1, 1, 1] },
    { a: [3, 0, 1], b: [1, 1, 2] },
    'a has more rows (critical: 3 more); a has more rows (info: 1 more); b has more rows (info: 1 more)',
  ],
])('%s', (_, before, after, worse) => {
  expect(judgeCounts(counts(before), counts(after), [])).toEqual({ worse, uncovered: [] })
})

test('what a repair is meant to bring up is no harm, but told', () => {
  const judged = judgeCounts(counts({ a: [1, 0, 0], b: [0, 0, 0] }), counts({ a: [0, 2, 3], b: [0, 0, 1] }), [
    uncovering('a'),
  ])
  expect(judged).toEqual({
    worse: 'b has more rows (info: 1 more)',
    uncovered: [{ check: 'a', count: 5, because: 'it is meant' }],
  })
})

test('nothing is told where nothing came up', () => {
  const judged = judgeCounts(counts({ a: [1, 1, 1] }), counts({ a: [1, 1, 0] }), [uncovering('a')])
  expect(judged).toEqual({ worse: null, uncovered: [] })
})

test('what is meant to come up is never critical', () => {
  const judged = judgeCounts(counts({ a: [1, 0, 0] }), counts({ a: [2, 0, 5] }), [uncovering('a')])
  expect(judged).toEqual({
    worse: 'a has more rows (critical: 1 more); a has more rows (info: 5 more)',
    uncovered: [],
  })
})

test('what is meant to come up has a limit, where the repairs have one: of all of them together', () => {
  const done = [
    uncovering('a', { count: 2, mostPerRow: 1 }),
    uncovering('a', { count: 1, mostPerRow: 1, because: 'that as well' }),
  ]
  const judge = (warning: number): ReturnType<typeof judgeCounts> =>
    judgeCounts(counts({ a: [0, 0, 0] }), counts({ a: [0, warning, 0] }), done)
  expect(judge(3)).toEqual({
    worse: null,
    uncovered: [{ check: 'a', count: 3, because: 'it is meant; that as well' }],
  })
  expect(judge(4)).toEqual({ worse: 'a has 4 rows more, and at most 3 were to be expected', uncovered: [] })
})
