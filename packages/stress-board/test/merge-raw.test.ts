import { describe, expect, test } from '@jest/globals'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { Random } from '@m4sh/tools-core/values/random'
import { histogramNames, type RawResult } from '../src/engine/raw-result.ts'
import { mostEntries, Recorder, type SecondSample } from '../src/engine/recorder.ts'
import { mergeRaw, mergeSeconds } from '../src/merge-raw.ts'
import type { LedgerEntry, RoomRow } from '../src/result.ts'
import { idleGenerator, rawOf, secondOf } from './sample-raw.ts'

type HistogramJson = RawResult['histograms']['latency']

/** All that merging must keep; how exact sums of fractions are is no matter of it. */
function shown(json: HistogramJson): object {
  const histogram = Histogram.fromJSON(json)
  const { count, clamped, min, max, mean, stdev } = histogram
  const rounded = [mean, stdev].map((figure) => (figure === null ? null : Number(figure.toPrecision(9))))
  return { buckets: histogram.buckets(), count, clamped, min, max, rounded }
}

function comparable(raw: RawResult): object {
  const histograms = histogramNames.map((name) => [name, shown(raw.histograms[name])])
  const seconds = raw.seconds.map(({ latency, ...counts }) => ({ ...counts, latency: shown(latency) }))
  return { ...raw, histograms, seconds }
}

/** What one thread, or all of them, saw of the same events. */
interface Watcher {
  readonly recorder: Recorder
  readonly seconds: SecondSample[]
  readonly lost: { count: number }
}

const watcher = (): Watcher => ({ recorder: new Recorder(), seconds: [], lost: { count: 0 } })

function watchEvent(random: Random): (watcher: Watcher) => void {
  const [ms, name, kind] = [random.next() * 5000, random.pick(histogramNames), random.pick(['x', 'y', 'z'])]
  const acts: readonly ((watcher: Watcher) => void)[] = [
    ({ recorder }) => recorder[name].record(ms),
    ({ recorder }) => recorder.arrived(ms),
    ({ recorder }) => recorder.sent(),
    ({ recorder }) => recorder.received(),
    ({ recorder }) => recorder.error(kind),
    ({ recorder }) => recorder.counts.foreign++,
    ({ recorder }) => void (recorder.counts.bytesSent += Math.round(ms)),
    ({ recorder }) => recorder.open++,
    ({ lost }) => lost.count++,
  ]
  return random.pick(acts)
}

const rawOfWatcher = ({ recorder, seconds, lost }: Watcher): RawResult => {
  const raw = rawOf(recorder, { seconds })
  return { ...raw, counts: { ...raw.counts, lost: lost.count } }
}

const first = <T>([one, ...others]: readonly T[]): readonly [T, ...T[]] => {
  if (one === undefined) throw new RangeError('there is none')
  return [one, ...others]
}

describe('parts are as good as the whole', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'bucket for bucket and second for second, seed %d',
    (seed) => {
      const random = new Random(seed)
      const whole = watcher()
      const parts = Array.from({ length: random.integer(1, 5) }, watcher)
      for (let t = 1000; t <= 5000; t += 1000) {
        for (let count = 0; count < 300; count++) {
          const act = watchEvent(random)
          act(whole)
          act(random.pick(parts))
        }
        for (const { recorder, seconds } of [whole, ...parts]) seconds.push(recorder.takeSecond(t))
      }
      const merged = comparable(mergeRaw(first(parts.map(rawOfWatcher))))
      const generator = { ...idleGenerator, workers: parts.length, cpuSeconds: parts.length }
      const wanted = comparable(mergeRaw([rawOfWatcher(whole)]))
      expect(merged).toEqual({ ...wanted, generator: expect.objectContaining({ workers: generator.workers }) })
    },
  )

  test('one alone is itself', () => {
    const recorder = new Recorder()
    recorder.arrived(7)
    recorder.error('x')
    const raw = rawOf(recorder, { rooms: [roomOf('1')], clients: 3, seconds: [recorder.takeSecond(1000)] })
    expect(mergeRaw([raw])).toEqual(raw)
  })
})

function roomOf(lesson: string): RoomRow {
  return {
    lesson,
    clients: 1,
    sent: 1,
    received: 1,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
    late: 0,
    diverged: 0,
    strokes: 1,
  }
}

function entries(kind: LedgerEntry['kind'], count: number, receiver: number): LedgerEntry[] {
  return Array.from({ length: count }, (_, sequence) => ({ kind, lesson: '1', receiver, sender: 0, sequence }))
}

/** A part that differs from the others in everything. */
function partOf(at: number): RawResult {
  const recorder = new Recorder()
  recorder.error(`error-${at % 2}`)
  for (let count = 0; count <= at; count++) recorder.arrived(10 * count + at)
  const seconds = [recorder.takeSecond(1000), recorder.takeSecond(2000 + at)]
  return rawOf(recorder, {
    seconds,
    rooms: [roomOf(String(10 - at)), roomOf(String(100 + at))],
    ledger: { total: 700, entries: entries('late', 700, at) },
    convergence: {
      checked: at,
      left: 0,
      gone: at,
      unchecked: 1,
      diverged: [{ client: at, lesson: '1', missing: 1, extra: 0, cause: 'lost', strokes: [] }],
      perceivedClients: 2,
      wrongAtEnd: 1,
    },
    clients: 10 + at,
    activeMs: 1000 * (at + 1),
    interrupted: at === 1,
    ends: { refused: { says: 'refused', hint: null } },
  })
}

test('it does not matter which are merged first', () => {
  const [a, b, c] = [partOf(0), partOf(1), partOf(2)]
  const all = comparable(mergeRaw([a, b, c]))
  expect(comparable(mergeRaw([mergeRaw([a, b]), c]))).toEqual(all)
  expect(comparable(mergeRaw([a, mergeRaw([b, c])]))).toEqual(all)
})

test('counts add up, times are the longest, rooms are sorted', () => {
  const merged = mergeRaw([partOf(0), partOf(1), partOf(2)])
  expect(merged).toMatchObject({
    errors: { 'error-0': 2, 'error-1': 1 },
    convergence: { checked: 3, unchecked: 3, left: 0, gone: 3, perceivedClients: 6, wrongAtEnd: 3 },
    clients: 33,
    activeMs: 3000,
    interrupted: true,
    ends: { refused: { says: 'refused', hint: null } },
  })
  expect(merged.convergence.diverged.map(({ client }) => client)).toEqual([0, 1, 2])
  expect(merged.rooms.map(({ lesson }) => lesson)).toEqual(['8', '9', '10', '100', '101', '102'])
})

test('lessons are sorted by number, then by name, whatever order they come in', () => {
  const lessons = ['9', '1a', 'b', '10', '007', '7', 'a', '2']
  const sorted = ['2', '007', '7', '9', '10', '1a', 'a', 'b']
  const random = new Random(1)
  for (let round = 0; round < 50; round++) {
    const rooms = lessons.map((lesson) => [random.next(), roomOf(lesson)] as const).sort(([a], [b]) => a - b)
    const raw = rawOf(new Recorder(), { rooms: rooms.map(([, room]) => room) })
    expect(mergeRaw([raw]).rooms.map(({ lesson }) => lesson)).toEqual(sorted)
  }
})

test('the ledger names the first of each kind, and counts all', () => {
  const parts = [0, 1].map((receiver) =>
    rawOf(new Recorder(), {
      ledger: { total: 950, entries: [...entries('late', 900, receiver), ...entries('foreign', 1, receiver)] },
    }),
  )
  const { total, entries: named } = mergeRaw(first(parts)).ledger
  expect([total, named.length]).toEqual([1900, mostEntries + 2])
  expect(named.filter(({ kind }) => kind === 'foreign').map(({ receiver }) => receiver)).toEqual([0, 1])
})

describe('seconds', () => {
  test('of several threads add up, in order, where one ended sooner too', () => {
    const merged = mergeSeconds([
      [secondOf(2000, { sent: 1 }), secondOf(1000, { sent: 2, connected: 3 })],
      [secondOf(1000, { sent: 4, connected: 5, errors: 1 })],
    ])
    expect(merged.map(({ t, sent, connected, errors }) => [t, sent, connected, errors])).toEqual([
      [1000, 6, 8, 1],
      [2000, 1, 0, 0],
    ])
  })

  test('the last one of each thread, which ends at a time of its own, is one for all', () => {
    const merged = mergeSeconds([
      [secondOf(1000), secondOf(1003, { received: 2 })],
      [secondOf(1000), secondOf(1998, { received: 3 })],
    ])
    expect(merged.map(({ t, received }) => [t, received])).toEqual([
      [1000, 0],
      [2000, 5],
    ])
  })

  test('none of none', () => {
    expect(mergeSeconds([])).toEqual([])
  })
})

test('parts stay as they are', () => {
  const [a, b] = [partOf(1), partOf(2)]
  const before = structuredClone([a, b])
  mergeRaw([a, b])
  expect([a, b]).toEqual(before)
})
