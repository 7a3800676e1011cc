import { expect, test } from '@jest/globals'
import { Random } from '../../src/values/random.ts'

const drawn = (random: Random): number[] => Array.from({ length: 5 }, () => random.next())

test('the same seed and stream give the same numbers, others give others', () => {
  const first = drawn(new Random(42, 1))
  expect(drawn(new Random(42, 1))).toEqual(first)
  for (const other of [new Random(42, 2), new Random(43, 1), new Random(42 + 2 ** 40, 1)])
    expect(drawn(other)).not.toEqual(first)
})

test('whole numbers reach both ends, and nothing beyond', () => {
  const random = new Random(1)
  const numbers = Array.from({ length: 1000 }, () => random.integer(-2, 3))
  expect([...new Set(numbers)].toSorted((left, right) => left - right)).toEqual([-2, -1, 0, 1, 2, 3])
})

test('UUIDs are of version 4, and each another', () => {
  const random = new Random(1)
  const ids = Array.from({ length: 2000 }, () => random.uuid())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an empty list has nothing to pick', () => {
  expect(() => new Random(1).pick([])).toThrow(RangeError)
})

test('normal numbers: mean 0, standard deviation 1, two draws each', () => {
  const random = new Random(7)
  const numbers = Array.from({ length: 20_000 }, () => random.normal())
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length
  expect(Math.abs(mean)).toBeLessThan(0.03)
  expect(Math.abs(variance - 1)).toBeLessThan(0.05)
  expect(numbers.filter((number) => Math.abs(number) > 2).length / numbers.length).toBeCloseTo(0.0455, 2)
  const [one, other] = [new Random(8), new Random(8)]
  one.normal()
  other.next()
  other.next()
  expect(one.next()).toBe(other.next())
})
