import { describe, expect, test } from '@jest/globals'
import { LiveHistory } from '../../src/live/live-history.ts'
import { timelinePoint } from '../report-html/sample-report.ts'

const timesOf = (history: LiveHistory) => history.slices.map(({ t }) => t / 1000)

test('a second is a slice, and its place is told', () => {
  const history = new LiveHistory(10)
  expect(history.add(timelinePoint(1))).toEqual({ at: 0, isRebuilt: false })
  expect(history.add(timelinePoint(2))).toEqual({ at: 1, isRebuilt: false })
  expect(history.slices).toEqual([
    { ...timelinePoint(1), seconds: 1 },
    { ...timelinePoint(2), seconds: 1 },
  ])
})

describe('a run of any length', () => {
  test('is put together when it becomes too long, again and again', () => {
    const history = new LiveHistory(4)
    const changes = Array.from({ length: 13 }, (_, at) => history.add(timelinePoint(at + 1)))
    expect(changes.map(({ at, isRebuilt }) => (isRebuilt ? `${at}!` : at))).toEqual([
      0,
      1,
      2,
      3,
      '2!',
      2,
      3,
      3,
      '2!',
      2,
      2,
      2,
      3,
    ])
    expect(history.slices.map(({ seconds }) => seconds)).toEqual([4, 4, 4, 1])
    expect(timesOf(history)).toEqual([4, 8, 12, 13])
  })

  test('loses no error and never holds more than it may', () => {
    const history = new LiveHistory(6)
    for (let second = 1; second <= 5000; second++) {
      history.add(timelinePoint(second, { errors: 1 }))
      expect(history.slices.length).toBeLessThanOrEqual(6)
    }
    expect(history.slices.reduce((sum, { errors }) => sum + errors, 0)).toBe(5000)
  })
})

test('a run that begins again, in a search for the capacity, goes on where the last one ended', () => {
  const history = new LiveHistory(10)
  for (const second of [1, 2, 1, 2, 3, 1]) history.add(timelinePoint(second))
  expect(timesOf(history)).toEqual([1, 2, 3, 4, 5, 6])
})
