import { expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { Strokes } from '../../src/board/draw-stroke.ts'

interface Stroke {
  readonly id: string
  readonly tool: string
  readonly color: string
  readonly thickness: number
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly composite: string
}

function drawn(seed: number, points: { from: number; to: number }, count = 500): string[] {
  const strokes = new Strokes(seed, points)
  const random = new Random(seed, 1)
  return Array.from({ length: count }, (_, at) => strokes.draw(`t-1-${at.toString(36)}`, random))
}

const parsed = (texts: readonly string[]): Stroke[] => texts.map((text) => JSON.parse(text) as Stroke)

test('a stroke is the JSON that a browser sends, with the id in front', () => {
  const texts = drawn(1, { from: 2, to: 5 })
  for (const [at, stroke] of parsed(texts).entries())
    expect(stroke).toEqual({
      id: `t-1-${at.toString(36)}`,
      tool: expect.stringMatching(/^(pencil|marker|line|rect)$/),
      color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      thickness: expect.any(Number),
      points: expect.any(Array),
      composite: 'source-over',
    })
  expect(texts.filter((text) => !text.startsWith('{"id":"t-1-'))).toEqual([])
})

test('points are as many as were wanted, both ends included, and each near the one before', () => {
  const strokes = parsed(drawn(2, { from: 3, to: 6 }))
  const lengths = new Set(strokes.map(({ points }) => points.length))
  expect([...lengths].sort((a, b) => a - b)).toEqual([3, 4, 5, 6])
  const steps = strokes.flatMap(({ points }) =>
    points.slice(1).map(({ x, y }, at) => Math.hypot(x - (points[at]?.x ?? Infinity), y - (points[at]?.y ?? 0))),
  )
  expect(Math.max(...steps)).toBeLessThan(9.2)
  expect(Math.min(...steps)).toBeGreaterThan(8.8)
})

test('a fixed number of points', () => {
  expect(new Set(parsed(drawn(3, { from: 50, to: 50 })).map(({ points }) => points.length))).toEqual(new Set([50]))
})

test('coordinates have one decimal, as browsers give them', () => {
  const numbers = drawn(4, { from: 20, to: 20 }, 50).flatMap((text) => text.match(/-?\d+\.\d+/g) ?? [])
  expect(numbers.length).toBeGreaterThan(100)
  expect(numbers.filter((number) => !/^-?\d+\.\d$/.test(number))).toEqual([])
})

test('the same seed draws the same strokes, another one others', () => {
  const points = { from: 2, to: 9 }
  expect(drawn(5, points)).toEqual(drawn(5, points))
  expect(drawn(6, points)).not.toEqual(drawn(5, points))
})
