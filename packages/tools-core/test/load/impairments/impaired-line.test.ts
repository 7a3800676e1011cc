import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Agenda } from '../../../src/load/agenda.ts'
import { ImpairedLine } from '../../../src/load/impairments/impaired-line.ts'
import { type ImpairmentKind, type ImpairmentSettings, noImpairments } from '../../../src/load/impairments/settings.ts'
import { Random } from '../../../src/values/random.ts'
import { ManualAgenda } from '../manual-agenda.ts'

interface Seen {
  readonly agenda: ManualAgenda
  readonly line: ImpairedLine<number>
  /** Item and time of every arrival. */
  readonly arrivals: [number, number][]
  readonly impaired: [ImpairmentKind, number][]
}

function open(settings: Partial<ImpairmentSettings>, seed = 1): Seen {
  const agenda = new ManualAgenda()
  const arrivals: [number, number][] = []
  const impaired: [ImpairmentKind, number][] = []
  const line = new ImpairedLine<number>({
    settings: { ...noImpairments, ...settings },
    randomFor: (purpose) => new Random(seed, purpose),
    agenda,
    deliver: (item) => arrivals.push([item, agenda.now()]),
    onImpaired: (kind, item) => impaired.push([kind, item]),
  })
  return { agenda, line, arrivals, impaired }
}

function sendMany(line: ImpairedLine<number>, count: number): void {
  for (let item = 0; item < count; item++) line.send(item, 10)
}

const itemsOf = ({ arrivals }: Seen) => arrivals.map(([item]) => item)

const struckBy = (kind: ImpairmentKind, { impaired }: Seen) =>
  impaired.filter(([one]) => one === kind).map(([, item]) => item)

const ascending = (items: readonly number[]) => items.toSorted((left, right) => left - right)

test('a clear line delivers within the call, and asks no clock', () => {
  const { agenda, line, arrivals } = open({})
  line.send(1, 1e9)
  expect(arrivals).toEqual([[1, 0]])
  expect([line.pending, agenda.size]).toEqual([0, 0])
  expect(line.counts).toEqual({ lost: 0, duplicated: 0, delayed: 0, reordered: 0 })
})

test('what is lost never arrives, the rest arrives within the call', () => {
  const seen = open({ loss: 0.3 })
  sendMany(seen.line, 1000)
  const lost = struckBy('lost', seen)
  expect(lost.length).toBe(seen.line.counts.lost)
  expect(lost.length).toBeGreaterThan(200)
  expect(ascending([...lost, ...itemsOf(seen)])).toEqual(Array.from({ length: 1000 }, (_, item) => item))
})

test('a duplicate arrives right behind, and counts once', () => {
  const seen = open({ duplicate: 1 })
  sendMany(seen.line, 2)
  expect(itemsOf(seen)).toEqual([0, 0, 1, 1])
  expect(seen.impaired).toEqual([
    ['duplicated', 0],
    ['duplicated', 1],
  ])
})

test('latency delays, and says so when the message is sent', () => {
  const { agenda, line, arrivals, impaired } = open({ latencyMs: 50 })
  line.send(1, 10)
  agenda.advance(20)
  line.send(2, 10)
  expect([line.pending, arrivals]).toEqual([2, []])
  expect(impaired).toEqual([
    ['delayed', 1],
    ['delayed', 2],
  ])
  agenda.advance(100)
  expect(arrivals).toEqual([
    [1, 50],
    [2, 70],
  ])
  expect([line.pending, agenda.size]).toEqual([0, 0])
})

test('jitter keeps the order', () => {
  const seen = open({ latencyMs: 50, jitterMs: 40 })
  for (let item = 0; item < 500; item++) {
    seen.line.send(item, 10)
    seen.agenda.advance(1)
  }
  seen.agenda.advance(1000)
  expect(itemsOf(seen)).toEqual(Array.from({ length: 500 }, (_, item) => item))
  expect(new Set(seen.arrivals.map(([, at]) => at)).size).toBeGreaterThan(20)
})

test('a narrow line takes its time for bytes, copies too', () => {
  const { agenda, line, arrivals } = open({ bandwidth: 1000, latencyMs: 5, duplicate: 1 })
  line.send(1, 100)
  line.send(2, 10)
  agenda.advance(1000)
  expect(arrivals).toEqual([
    [1, 105],
    [1, 205],
    [2, 215],
    [2, 225],
  ])
})

test('a message that is held back is overtaken by the next one, which is not held itself', () => {
  const seen = open({ reorder: 1 })
  sendMany(seen.line, 5)
  expect(itemsOf(seen)).toEqual([1, 0, 3, 2])
  expect(struckBy('reordered', seen)).toEqual([0, 2])
  expect([seen.line.pending, seen.line.counts.delayed]).toEqual([1, 0])
})

test('what nothing overtakes goes its way after 300 ms: late, and not out of order', () => {
  const { agenda, line, arrivals, impaired } = open({ reorder: 1, latencyMs: 20 })
  line.send(1, 10)
  agenda.advance(299)
  expect([impaired, line.pending]).toEqual([[], 1])
  agenda.advance(100)
  expect(arrivals).toEqual([[1, 320]])
  expect(impaired).toEqual([['delayed', 1]])
})

test('a lost message overtakes nothing', () => {
  const { line, arrivals, impaired } = open({ reorder: 1 })
  line.send(1, 10)
  line.settings = { ...line.settings, loss: 1 }
  line.send(2, 10)
  expect([arrivals, impaired, line.pending]).toEqual([[], [['lost', 2]], 1])
})

test('a message that is held back twice over is overtaken with its copy', () => {
  const seen = open({ reorder: 1, duplicate: 1 })
  seen.line.send(1, 10)
  expect(seen.line.pending).toBe(2)
  seen.line.send(2, 10)
  expect(itemsOf(seen)).toEqual([2, 2, 1, 1])
  expect(seen.line.counts).toEqual({ lost: 0, duplicated: 2, delayed: 0, reordered: 1 })
})

test('a line that clears up lets nothing overtake what is on its way', () => {
  const { agenda, line, arrivals } = open({ latencyMs: 50 })
  line.send(1, 10)
  line.settings = noImpairments
  line.send(2, 10)
  expect(arrivals).toEqual([])
  agenda.advance(50)
  line.send(3, 10)
  expect(arrivals).toEqual([
    [1, 50],
    [2, 50],
    [3, 50],
  ])
})

test('a message that is held back while the line clears up is still overtaken', () => {
  const { line, arrivals, agenda } = open({ reorder: 1 })
  line.send(1, 10)
  line.settings = noImpairments
  for (const item of [2, 3]) line.send(item, 10)
  expect(arrivals.map(([item]) => item)).toEqual([2, 1, 3])
  expect(agenda.size).toBe(0)
})

test('another bandwidth takes effect on the bytes that wait, and not on those that have passed', () => {
  const { agenda, line, arrivals } = open({ bandwidth: 1000, latencyMs: 80 })
  for (const item of [1, 2, 3]) line.send(item, 100)
  agenda.advance(150)
  // The first one has passed, of the second one 50 bytes have.
  line.settings = { ...line.settings, bandwidth: 500, latencyMs: 0 }
  line.send(4, 10)
  agenda.advance(1000)
  expect(arrivals).toEqual([
    [1, 180],
    [2, 330],
    [3, 530],
    [4, 530],
  ])
})

test('a backlog ends with the narrow band', () => {
  const { agenda, line, arrivals } = open({ bandwidth: 10 })
  sendMany(line, 100)
  agenda.advance(500)
  line.settings = noImpairments
  agenda.advance(0)
  expect(arrivals.map(([, at]) => at)).toEqual(Array.from({ length: 100 }, () => 500))
  expect([line.pending, agenda.size]).toEqual([0, 0])
})

test('other settings leave a queue alone whose bandwidth stays', () => {
  const { agenda, line, arrivals } = open({ bandwidth: 1000 })
  line.send(1, 100)
  line.settings = { ...line.settings, duplicate: 1 }
  line.send(2, 100)
  agenda.advance(1000)
  expect(arrivals).toEqual([
    [1, 100],
    [2, 200],
    [2, 300],
  ])
})

test('flush delivers what is on its way at once, in order, and frees the line', () => {
  const seen = open({ bandwidth: 10, duplicate: 1 })
  const { agenda, line } = seen
  line.send(1, 100)
  line.settings = { ...line.settings, reorder: 1 }
  line.send(2, 100)
  line.flush()
  expect(itemsOf(seen)).toEqual([1, 1, 2, 2])
  expect([line.pending, agenda.size]).toEqual([0, 0])
  line.settings = { ...noImpairments, bandwidth: 10 }
  line.send(3, 1)
  agenda.advance(100)
  expect(seen.arrivals.at(-1)).toEqual([3, 100])
})

test('flush of an empty line delivers nothing', () => {
  const { line, arrivals } = open({ latencyMs: 10 })
  line.flush()
  expect(arrivals).toEqual([])
})

test('close forgets what is on its way; what is sent afterwards goes as usual', () => {
  const { agenda, line, arrivals } = open({ latencyMs: 50, bandwidth: 10, reorder: 1 })
  sendMany(line, 3)
  line.close()
  expect([line.pending, agenda.size]).toEqual([0, 0])
  line.settings = { ...noImpairments, bandwidth: 10 }
  line.send(9, 1)
  agenda.advance(10_000)
  expect(arrivals).toEqual([[9, 100]])
})

test('a receiver may send, flush and close within a delivery', () => {
  const agenda = new ManualAgenda()
  const items: number[] = []
  const line = new ImpairedLine<number>({
    settings: { ...noImpairments, latencyMs: 10 },
    randomFor: (purpose) => new Random(1, purpose),
    agenda,
    deliver: (item) => {
      items.push(item)
      if (item === 1) line.flush()
      if (item === 3) line.send(4, 1)
      if (item === 4) line.close()
    },
  })
  for (const item of [1, 2, 3]) line.send(item, 1)
  agenda.advance(10)
  expect(items).toEqual([1, 2, 3])
  line.send(5, 1)
  agenda.advance(10)
  expect(items).toEqual([1, 2, 3, 4])
})

test('a receiver that throws keeps the others from nothing', () => {
  const { agenda, line, arrivals } = open({ latencyMs: 10 })
  const angry = new ImpairedLine<number>({
    settings: line.settings,
    randomFor: (purpose) => new Random(1, purpose),
    agenda,
    deliver: (item) => {
      if (item === 1) throw new Error('angry')
      line.send(item, 1)
    },
  })
  for (const item of [1, 2]) angry.send(item, 1)
  expect(() => agenda.advance(20)).toThrow('angry')
  agenda.advance(20)
  expect(arrivals.map(([item]) => item)).toEqual([2])
})

test('refuses bad settings, and keeps the ones it has', () => {
  expect(() => open({ loss: 2 })).toThrow(RangeError)
  const { line } = open({ latencyMs: 5 })
  expect(() => (line.settings = { ...noImpairments, bandwidth: 0 })).toThrow(RangeError)
  expect(line.settings.latencyMs).toBe(5)
})

test('what one kind strikes does not hang on the others', () => {
  const alone: Partial<Record<ImpairmentKind, readonly number[]>> = {}
  for (const [kind, settings] of [
    ['lost', { loss: 0.2, lossBurst: 3 }],
    ['duplicated', { duplicate: 0.2 }],
  ] as const) {
    const seen = open(settings)
    sendMany(seen.line, 1000)
    alone[kind] = struckBy(kind, seen)
  }
  const all = open({ loss: 0.2, lossBurst: 3, duplicate: 0.2, reorder: 0.2, latencyMs: 9, jitterMs: 3, bandwidth: 1e6 })
  sendMany(all.line, 1000)
  const lost = struckBy('lost', all)
  expect(lost).toEqual(alone.lost)
  expect(struckBy('duplicated', all)).toEqual(alone.duplicated?.filter((item) => !lost.includes(item)))
})

test('a message that arrives takes as long whether others are lost or doubled or not', () => {
  const delays = (settings: Partial<ImpairmentSettings>) => {
    const { agenda, line, arrivals } = open({ latencyMs: 50, jitterMs: 10, ...settings })
    for (let item = 0; item < 200; item++) {
      line.send(item, 10)
      agenda.advance(1000)
    }
    return new Map(arrivals)
  }
  const [calm, rough] = [delays({}), delays({ loss: 0.3, duplicate: 0.3 })]
  expect(rough.size).toBeLessThan(200)
  for (const [item, at] of rough) expect(at).toBe(calm.get(item))
})

const share = fc.double({ min: 0, max: 0.5, noNaN: true })
const anySettings = fc.record({
  loss: share,
  lossBurst: fc.constantFrom(null, 1, 4),
  latencyMs: fc.nat(50),
  jitterMs: fc.nat(50),
  jitterShape: fc.constantFrom('normal' as const, 'pareto' as const),
  reorder: share,
  duplicate: share,
  bandwidth: fc.constantFrom(null, 100, 10_000),
})

/** Sends 60 messages under settings that change, and waits for all of them. */
function run(phases: readonly ImpairmentSettings[], seed: number): Seen {
  const seen = open({}, seed)
  for (const [at, settings] of phases.entries()) {
    seen.line.settings = settings
    for (let count = 0; count < 20; count++) {
      seen.line.send(at * 20 + count, count)
      seen.agenda.advance(count)
    }
  }
  seen.agenda.advance(1e6)
  return seen
}

const threePhases = fc.array(anySettings, { minLength: 3, maxLength: 3 })

test('whatever the settings, every message that is not lost arrives, as often as was said', () => {
  fc.assert(
    fc.property(threePhases, fc.nat(), (phases, seed) => {
      const seen = run(phases, seed)
      const all = Array.from({ length: 60 }, (_, item) => item)
      const lost = new Set(struckBy('lost', seen))
      const expected = [...all.filter((item) => !lost.has(item)), ...struckBy('duplicated', seen)]
      expect(ascending(itemsOf(seen))).toEqual(ascending(expected))
      expect([seen.line.pending, seen.agenda.size]).toEqual([0, 0])
      for (const kind of ['lost', 'duplicated', 'delayed', 'reordered'] as const)
        expect(struckBy(kind, seen)).toHaveLength(seen.line.counts[kind])
    }),
  )
})

test('whatever the settings, exactly what counts as reordered is out of order', () => {
  fc.assert(
    fc.property(threePhases, fc.nat(), (phases, seed) => {
      const seen = run(phases, seed)
      const items = itemsOf(seen)
      const late = items.filter((item, at) => items.slice(0, at).some((before) => before > item))
      expect(ascending([...new Set(late)])).toEqual(ascending(struckBy('reordered', seen)))
    }),
  )
})

test('the same seed and the same messages give the same impairments and arrivals', () => {
  fc.assert(
    fc.property(threePhases, fc.nat(), (phases, seed) => {
      const [first, again] = [run(phases, seed), run(phases, seed)]
      expect(again.impaired).toEqual(first.impaired)
      expect(again.arrivals).toEqual(first.arrivals)
    }),
  )
})

test('delivers in real time, never too early', async () => {
  const agenda = new Agenda()
  const sentAt = agenda.now()
  const arrivedAfter = await new Promise<number>((resolve) => {
    const line = new ImpairedLine<string>({
      settings: { ...noImpairments, latencyMs: 15 },
      randomFor: (purpose) => new Random(1, purpose),
      agenda,
      deliver: () => resolve(agenda.now() - sentAt),
    })
    line.send('hello', 5)
  })
  expect(arrivedAfter).toBeGreaterThanOrEqual(15)
  expect([agenda.size, agenda.nextDueAt]).toEqual([0, Infinity])
})
