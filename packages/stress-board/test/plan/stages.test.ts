import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { type Presence, presencesOf, type Stage } from '../../src/plan/stages.ts'

const at = (presences: readonly Presence[], time: number): number =>
  presences.filter(({ startAt, stopAt }) => startAt <= time && time < stopAt).length

/** How many the stages want at a time, on the line from one number to the next. */
function wantedAt(stages: readonly Stage[], time: number): number {
  let [begin, before] = [0, 0]
  for (const { durationMs, clients } of stages) {
    if (time < begin + durationMs) return before + ((clients - before) * (time - begin)) / durationMs
    begin += durationMs
    before = clients
  }
  return before
}

const totalOf = (stages: readonly Stage[]): number => stages.reduce((sum, { durationMs }) => sum + durationMs, 0)

/** Of all stages but the last, with which the run ends. */
function endsOf(stages: readonly Stage[]): number[] {
  return stages.slice(0, -1).map((_, last) => totalOf(stages.slice(0, last + 1)))
}

function drawStages(random: Random): Stage[] {
  return Array.from({ length: random.integer(1, 6) }, () => {
    return { durationMs: random.integer(1, 20) * 500, clients: random.pick([0, 1, 2, 3, 7, 50]) }
  })
}

test('all at once, and to the end', () => {
  const stages = [
    { durationMs: 0, clients: 3 },
    { durationMs: 5000, clients: 3 },
  ]
  expect(presencesOf(stages, 0)).toEqual(Array.from({ length: 3 }, () => ({ startAt: 0, stopAt: 5000 })))
})

test('a ramp-up is even, and the first comes at once', () => {
  const presences = presencesOf(
    [
      { durationMs: 4000, clients: 4 },
      { durationMs: 1000, clients: 4 },
    ],
    0,
  )
  expect(presences.map(({ startAt }) => startAt)).toEqual([0, 1000, 2000, 3000])
  expect(new Set(presences.map(({ stopAt }) => stopAt))).toEqual(new Set([5000]))
})

test('whoever came last goes first', () => {
  const presences = presencesOf(
    [
      { durationMs: 3000, clients: 3 },
      { durationMs: 3000, clients: 0 },
    ],
    0,
  )
  expect(presences).toEqual([
    { startAt: 0, stopAt: 6000 },
    { startAt: 1000, stopAt: 5000 },
    { startAt: 2000, stopAt: 4000 },
  ])
})

test('one that is wanted again is another client', () => {
  const presences = presencesOf(
    [2, 0, 2].map((clients) => ({ durationMs: 1000, clients })),
    0,
  )
  expect(presences.map(({ startAt, stopAt }) => [startAt, stopAt])).toEqual([
    [0, 2000],
    [500, 1500],
    [2000, 3000],
    [2500, 3000],
  ])
})

test('a stage that changes nothing changes nobody', () => {
  const stages = [5, 5, 5].map((clients) => ({ durationMs: 1000, clients }))
  expect(presencesOf(stages, 0).filter(({ stopAt }) => stopAt !== 3000)).toEqual([])
})

describe('any stages', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => seed))('are followed, seed %d', (seed) => {
    const random = new Random(seed)
    const stages = drawStages(random)
    const presences = presencesOf(stages, 0)
    const total = totalOf(stages)
    const off = Array.from({ length: 200 }, () => Math.floor(random.next() * total) + 0.5)
      .map((time) => [time, at(presences, time) - wantedAt(stages, time)] as const)
      .filter(([, difference]) => Math.abs(difference) > 1)
    expect(off).toEqual([])
    // Without the first ones of the next stage, who come at the same instant.
    const past = endsOf(stages).map((end) => presences.filter(({ startAt, stopAt }) => startAt < end && stopAt > end))
    expect(past.map(({ length }) => length)).toEqual(stages.slice(0, -1).map(({ clients }) => clients))
  })

  test.each(Array.from({ length: 30 }, (_, seed) => seed))('connect no faster than they may, seed %d', (seed) => {
    const random = new Random(seed, 1)
    const stages = drawStages(random)
    const gapMs = random.pick([1, 5, 100, 333])
    const presences = presencesOf(stages, gapMs)
    const total = totalOf(stages)
    const gaps = presences.slice(1).map(({ startAt }, before) => startAt - (presences[before]?.startAt ?? 0))
    expect(gaps.filter((gap) => gap < gapMs - 1e-6)).toEqual([])
    const impossible = presences.filter(({ startAt, stopAt }) => !(0 <= startAt && startAt < stopAt && stopAt <= total))
    expect(impossible).toEqual([])
    // A little above what the stages want, never more.
    const tooMany = presences.filter(({ startAt }) => at(presences, startAt) > wantedAt(stages, startAt) + 1.001)
    expect(tooMany).toEqual([])
  })

  test.each(Array.from({ length: 30 }, (_, seed) => seed))(
    'keep nobody waiting for one that never comes, seed %d',
    (seed) => {
      const random = new Random(seed, 2)
      const stages = drawStages(random)
      const gapMs = random.pick([100, 333, 1000])
      const presences = presencesOf(stages, gapMs)
      // While fewer are there than wanted, somebody came within the last gap.
      const idle = Array.from({ length: 300 }, () => random.next() * (totalOf(stages) - gapMs) + gapMs).filter(
        (time) => {
          const wanted = Math.min(wantedAt(stages, time), wantedAt(stages, time - gapMs))
          const cameLately = presences.some(({ startAt }) => startAt > time - gapMs - 1e-6 && startAt <= time)
          return at(presences, time) < Math.floor(wanted) - 1 && !cameLately
        },
      )
      expect(idle).toEqual([])
    },
  )
})

test('those that go before their turn to connect never come, and the next ones do not wait for them', () => {
  const presences = presencesOf(
    [
      { durationMs: 1000, clients: 100 },
      { durationMs: 1000, clients: 0 },
      { durationMs: 8000, clients: 8 },
    ],
    500,
  )
  const later = presences.filter(({ startAt }) => startAt >= 2000)
  expect(later.map(({ startAt }) => startAt)).toEqual([2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000])
})

test('whose turn has not come when all is over is not there', () => {
  expect(
    presencesOf(
      [
        { durationMs: 0, clients: 10 },
        { durationMs: 1000, clients: 10 },
      ],
      300,
    ),
  ).toHaveLength(4)
})
