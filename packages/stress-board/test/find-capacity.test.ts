import { describe, expect, test } from '@jest/globals'
import { nextSize } from '../src/find-capacity.ts'

/** The search against a platform that holds `limit` clients and no more. */
function search(limit: number, most: number, smallest = 2): { found: number; steps: number[] } {
  const steps: number[] = []
  const least = Math.min(most, smallest)
  let [held, missed, next] = [0, Infinity, least]
  while (next > held && next < missed && steps.length < 100) {
    steps.push(next)
    if (next <= limit) held = next
    else missed = next
    next = nextSize({ held, missed, least, most })
  }
  return { found: held, steps }
}

const limits = [...Array.from({ length: 130 }, (_, limit) => limit), 255, 256, 257, 1000, 4095, 9999]

describe.each([2, 3, 10, 100, 1024, 5000])('up to %d clients', (most) => {
  test.each([2, 6, 40])('from %d: what is found holds, and 5 % more (or one) does not', (smallest) => {
    const wrong = limits.filter((limit) => {
      const { found } = search(limit, most, smallest)
      const best = limit < Math.min(most, smallest) ? 0 : Math.min(limit, most)
      return found > best || best - found > Math.max(1, found * 0.05) || (best > 0 && found === 0)
    })
    expect(wrong).toEqual([])
  })

  test('in few steps, each size once, none above what may be tried', () => {
    const tried = limits.map((limit) => search(limit, most).steps)
    const fewest = 2 * Math.ceil(Math.log2(most + 1))
    const bad = tried.filter(
      (steps) => steps.length > fewest || new Set(steps).size < steps.length || Math.max(...steps) > most,
    )
    expect(bad).toEqual([])
  })
})

test('small sizes are found exactly', () => {
  for (let limit = 2; limit <= 20; limit++) expect(search(limit, 100).found).toBe(limit)
})

test('all that may be tried: the doubling, its end, and no more', () => {
  expect(search(5000, 100).steps).toEqual([2, 4, 8, 16, 32, 64, 100])
  expect(search(5000, 2).steps).toEqual([2])
})

test('where the smallest size does not hold, no smaller one is tried', () => {
  expect(search(1, 100)).toEqual({ found: 0, steps: [2] })
  expect(search(30, 100, 40)).toEqual({ found: 0, steps: [40] })
})
