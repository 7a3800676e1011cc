import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { partPlan, planRooms, type RoomsInput, workersFor } from '../../src/plan/build-plan.ts'
import type { ClientPlan, LoadPlan, RoomPlan, RunPlan } from '../../src/plan/run-plan.ts'

function input(change: Partial<RoomsInput> & { clients?: number; lessonCount?: number } = {}): RoomsInput {
  const { clients = 10, lessonCount = 3, ...rest } = change
  return {
    lessons: Array.from({ length: lessonCount }, (_, at) => String(at + 1)),
    stages: [
      { durationMs: 0, clients },
      { durationMs: 60_000, clients },
    ],
    connectsPerSecond: 200,
    slowShare: 0,
    seed: 42,
    identities: [],
    shard: null,
    ...rest,
  }
}

const indexesOf = (rooms: readonly RoomPlan[]): number[] =>
  rooms.flatMap(({ clients }) => clients.map(({ index }) => index)).sort((a, b) => a - b)

describe('rooms', () => {
  test.each([
    [1, 1],
    [10, 3],
    [7, 7],
    [100, 9],
    [1000, 50],
  ])('%d clients on %d lessons: one size, give or take one, and nobody twice', (clients, lessonCount) => {
    const rooms = planRooms(input({ clients, lessonCount }))
    const sizes = rooms.map((room) => room.clients.length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    expect(indexesOf(rooms)).toEqual(Array.from({ length: clients }, (_, index) => index))
    expect(rooms.map(({ lesson }) => lesson)).toEqual(Array.from({ length: lessonCount }, (_, at) => String(at + 1)))
  })

  test('a lesson that nobody is left for has no room', () => {
    expect(planRooms(input({ clients: 2, lessonCount: 5 })).map(({ lesson }) => lesson)).toEqual(['1', '2'])
  })

  test('ten thousand lessons and a hundred thousand clients are planned at once', () => {
    const started = performance.now()
    const rooms = planRooms(input({ clients: 100_000, lessonCount: 10_000, connectsPerSecond: 1e6 }))
    expect(rooms.filter(({ clients }) => clients.length !== 10)).toEqual([])
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('identities take turns, over all rooms', () => {
    const identities = [
      { token: 'a', userId: 1 },
      { token: 'b', userId: null },
    ]
    const rooms = planRooms(input({ clients: 5, lessonCount: 2, identities }))
    const clients = rooms.flatMap((room) => room.clients).sort((a, b) => a.index - b.index)
    expect(clients.map(({ token, userId }) => [token, userId])).toEqual([
      ['a', 1],
      ['b', null],
      ['a', 1],
      ['b', null],
      ['a', 1],
    ])
    expect(planRooms(input())[0]?.clients[0]).toMatchObject({ token: null, userId: null })
  })

  test('slow readers are the share that was wanted, the same in every run of a seed', () => {
    const slow = (seed: number): number[] =>
      planRooms(input({ clients: 2000, lessonCount: 1, slowShare: 0.1, seed })).flatMap(({ clients }) =>
        clients.filter(({ isSlow }) => isSlow).map(({ index }) => index),
      )
    expect(slow(1)).toEqual(slow(1))
    expect(slow(2)).not.toEqual(slow(1))
    expect(Math.abs(slow(1).length - 200)).toBeLessThan(50)
  })
})

describe('shards', () => {
  test.each([
    [1, 3],
    [2, 3],
    [3, 3],
    [4, 9],
    [7, 23],
  ])('%d parts of %d lessons are the whole plan, and share nothing', (total, lessonCount) => {
    const options = { clients: 57, lessonCount, slowShare: 0.3, identities: [{ token: 'a', userId: 1 }] }
    const whole = planRooms(input(options))
    const parts = Array.from({ length: total }, (_, at) =>
      planRooms(input({ ...options, shard: { index: at + 1, total } })),
    )
    const lessonOf = ({ lesson }: RoomPlan): number => Number(lesson)
    expect(parts.flat().sort((a, b) => lessonOf(a) - lessonOf(b))).toEqual(whole)
    const sizes = parts.map((rooms) => rooms.length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })
})

const load: LoadPlan = {
  model: 'open',
  ratePerSecond: 2,
  pattern: 'poisson',
  thinkTimeMs: 500,
  mix: { patch: 1, cursor: 0, undo: 0, reset: 0, snapshot: 0 },
  strokePoints: { from: 2, to: 3 },
}

function planOf(sizes: readonly number[], change: Partial<LoadPlan> = {}): RunPlan {
  const client = (index: number): ClientPlan => {
    return { index, token: null, userId: null, startAt: 0, stopAt: 1000, isSlow: false }
  }
  const rooms = sizes.map((size, at) => ({
    lesson: String(at),
    clients: Array.from({ length: size }, (_, index) => client(index)),
  }))
  return { rooms, load: { ...load, ...change } } as unknown as RunPlan
}

const equal = (rooms: number, size: number): number[] => Array.from({ length: rooms }, () => size)

describe('workers', () => {
  test.each([
    [[20], {}],
    [equal(50, 5), {}],
    [equal(10, 20), { ratePerSecond: 0 }],
    [[], {}],
  ] as const)('one for small loads: %j %j', (sizes, change) => {
    expect(workersFor(planOf(sizes, change), 64)).toBe(1)
  })

  test('20,000 deliveries a second need one, four times as many three', () => {
    expect(workersFor(planOf(equal(50, 20), { ratePerSecond: 1 }), 64)).toBe(1)
    expect(workersFor(planOf(equal(50, 20), { ratePerSecond: 4 }), 64)).toBe(3)
  })

  test('the closed model draws as often as it thinks, at most', () => {
    expect(workersFor(planOf(equal(50, 20), { model: 'closed', thinkTimeMs: 1000 }), 64)).toBe(1)
    expect(workersFor(planOf(equal(50, 20), { model: 'closed', thinkTimeMs: 250 }), 64)).toBe(3)
    expect(workersFor(planOf([20], { model: 'closed', thinkTimeMs: 0 }), 1000)).toBe(1)
  })

  test('never more than cores, nor than rooms, and more load never wants less', () => {
    for (const cpus of [1, 2, 7, 64])
      for (const rooms of [1, 3, 40]) {
        const wanted = [0.1, 1, 10, 100, 10_000].map((ratePerSecond) =>
          workersFor(planOf(equal(rooms, 100), { ratePerSecond }), cpus),
        )
        expect(wanted).toEqual([...wanted].sort((a, b) => a - b))
        expect(wanted.at(-1)).toBe(Math.min(cpus, rooms))
        expect(wanted[0]).toBeGreaterThanOrEqual(1)
      }
  })
})

describe('parts', () => {
  const weight = ({ rooms }: RunPlan): number => rooms.reduce((sum, { clients }) => sum + clients.length ** 2, 0)

  test.each(Array.from({ length: 20 }, (_, seed) => seed))('hold every room once and are balanced, seed %d', (seed) => {
    const random = new Random(seed)
    const sizes = Array.from({ length: random.integer(1, 40) }, () => random.integer(1, 60))
    const plan = planOf(sizes)
    const count = random.integer(1, 8)
    const parts = partPlan(plan, count)
    expect(parts).toHaveLength(Math.min(count, sizes.length))
    const lessons = parts.flatMap(({ rooms }) => rooms.map(({ lesson }) => lesson))
    expect(lessons.toSorted()).toEqual(plan.rooms.map(({ lesson }) => lesson).toSorted())
    // Longest first: at most a third above the best there can be.
    const best = Math.max(weight(plan) / count, Math.max(...sizes) ** 2)
    expect(Math.max(...parts.map(weight))).toBeLessThanOrEqual(Math.max(best * (4 / 3), secondBest(sizes, count)))
  })

  test('rooms of one size are spread evenly, and the rest of the plan is everybody’s', () => {
    const parts = partPlan(planOf(equal(10, 20)), 4)
    expect(parts.map(({ rooms }) => rooms.length).sort((a, b) => a - b)).toEqual([2, 2, 3, 3])
    expect(parts.every((part) => part.load.ratePerSecond === 2)).toBe(true)
  })

  test('the plan stays as it is', () => {
    const plan = planOf([1, 5, 3])
    partPlan(plan, 2)
    expect(plan.rooms.map(({ clients }) => clients.length)).toEqual([1, 5, 3])
  })
})

/** With one room more than parts, two of them share a part, whatever is done. */
function secondBest(sizes: readonly number[], parts: number): number {
  const weights = sizes.map((size) => size ** 2).sort((a, b) => b - a)
  return (4 / 3) * ((weights[parts - 1] ?? 0) + (weights[parts] ?? 0))
}
