import { expect, test } from '@jest/globals'
import { resultTable } from '../release/result-table.js'

function outcome(folder, manager, node, more = {}) {
  return { folder, manager, node, size: { bytes: 7.7e6, apart: 0 }, failedAt: null, ...more }
}

test('a row for each package, a column for each manager and Node, the step that failed in its place', () => {
  const outcomes = [
    outcome('stress-board', 'npm', '20'),
    outcome('stress-board', 'npm', '22', { failedAt: 'run' }),
    outcome('stress-board', 'yarn', '20', { failedAt: 'install', size: null }),
    outcome('sandbox', 'npm', '20', { size: { bytes: 24.4e6, apart: 59.4e6 } }),
    outcome('sandbox', 'npm', '22'),
  ]
  expect(resultTable(outcomes)).toEqual([
    '              npm       yarn',
    '              20   22   20       MB',
    'stress-board  ok   run  install  7.7',
    'sandbox       ok   ok   –        24.4 + 59.4 of PostgreSQL',
  ])
})

test('the size is that of the largest installation', () => {
  const sizes = [7.1e6, 7.9e6, 7.5e6].map((bytes, at) =>
    outcome('chat-latency', 'npm', String(at), { size: { bytes, apart: 0 } }),
  )
  expect(resultTable(sizes).at(-1)).toMatch(/ {2}7\.9$/)
})

test('where nothing could be installed there is no size', () => {
  expect(resultTable([outcome('chat-latency', 'npm', '20', { failedAt: 'install', size: null })]).at(-1)).toBe(
    'chat-latency  install  –',
  )
})
