import { describe, expect, test } from '@jest/globals'
import { Faults, type Fault, type FaultSettings } from '../../src/faults/faults.ts'

/** A line whose frames are numbers in the order of their sending. */
class Watched {
  readonly arrived: number[] = []
  readonly faults: Faults
  readonly #told = new Set<() => void>()
  readonly #line
  #sent = 0

  constructor(settings: Partial<FaultSettings>, { userId = 5, seed = 42, faults = new Faults(settings, seed) } = {}) {
    this.faults = faults
    const line = faults.lineTo(userId, (frame) => {
      this.arrived.push(frame.readUInt32BE())
      for (const tell of this.#told) tell()
    })
    if (line === null) throw new Error('there are no faults')
    this.#line = line
  }

  deliver(count: number): this {
    for (let index = 0; index < count; index++) {
      const id = this.#sent++
      this.#line.deliver({
        frame: frameOf(id),
        channel: 'board:lesson:1',
        event: { type: 'board.patch', stroke: { id } },
      })
    }
    return this
  }

  answer(): this {
    this.#line.answer(frameOf(this.#sent++))
    return this
  }

  close(): void {
    this.#line.close()
  }

  get failsPublish(): boolean {
    return this.#line.failsPublish({ channel: 'board:lesson:1', event: { type: 'board.reset' } })
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo())
      await new Promise<void>((resolve) => {
        this.#told.add(resolve)
      })
  }
}

function frameOf(number: number): Buffer {
  const frame = Buffer.alloc(4)
  frame.writeUInt32BE(number)
  return frame
}

const all = Array.from({ length: 2000 }, (_, index) => index)

describe('faults', () => {
  test('quiet ones stand in nobody’s way', () => {
    expect(new Faults().lineTo(5, () => undefined)).toBeNull()
    expect(new Faults({ closeEveryMs: 1000 }).lineTo(5, () => undefined)).toBeNull()
    expect(new Faults().ofRequest()).toEqual({ delayMs: 0, isError: false })
  })

  test('drop: what does not come is counted exactly, and comes to about the rate', () => {
    const { arrived, faults } = new Watched({ drop: 0.25 }).deliver(2000)
    expect(arrived.length + faults.counts.dropped).toBe(2000)
    expect(arrived).toEqual(arrived.toSorted((a, b) => a - b))
    expect(faults.counts.dropped).toBeGreaterThan(400)
    expect(faults.counts.dropped).toBeLessThan(600)
    expect(faults.counts).toMatchObject({ duplicated: 0, reordered: 0, delayed: 0, closed: 0, errors: 0 })
  })

  test('duplicate: the copy follows at once', () => {
    const { arrived, faults } = new Watched({ duplicate: 0.25 }).deliver(2000)
    expect(arrived).toHaveLength(2000 + faults.counts.duplicated)
    expect(new Set(arrived)).toEqual(new Set(all))
    expect(arrived.filter((number, index) => arrived[index + 1] === number)).toHaveLength(faults.counts.duplicated)
  })

  test('reorder: two neighbours change places, and that is counted when it is done', () => {
    const watched = new Watched({ reorder: 0.2 }).deliver(2000)
    const { arrived, faults } = watched
    const last = arrived.length < 2000 ? [1999] : []
    expect([...arrived, ...last].toSorted((a, b) => a - b)).toEqual(all)
    const swaps = arrived.filter((number, index) => number > (arrived[index + 1] ?? number))
    expect(swaps).toHaveLength(faults.counts.reordered)
    expect(faults.counts.reordered).toBeGreaterThan(250)
    for (const [index, number] of arrived.entries()) expect(Math.abs(number - index)).toBeLessThanOrEqual(1)
    watched.close()
  })

  test('reorder: what nothing overtakes comes after a while and is not counted', async () => {
    const watched = new Watched({ reorder: 1 }).deliver(1)
    expect(watched.arrived).toEqual([])
    await watched.until(() => watched.arrived.length === 1)
    expect(watched.faults.counts.reordered).toBe(0)
  })

  test('reorder: an answer overtakes nothing', () => {
    const watched = new Watched({ reorder: 1 }).deliver(1).answer().deliver(2)
    expect(watched.arrived).toEqual([0, 1, 3, 2])
    expect(watched.faults.counts.reordered).toBe(1)
  })

  test('answers are not dropped, doubled or overtaken', () => {
    const watched = new Watched({ drop: 0.4, duplicate: 0.3, reorder: 0.3 })
    for (let index = 0; index < 100; index++) watched.answer()
    expect(watched.arrived).toEqual(all.slice(0, 100))
  })

  test('one fault at most strikes a delivery, so that all together give the exact number', () => {
    const watched = new Watched({ drop: 0.3, duplicate: 0.3, reorder: 0.4 }).deliver(2000)
    watched.answer()
    const { dropped, duplicated } = watched.faults.counts
    expect(watched.arrived).toHaveLength(2001 - dropped + duplicated)
    watched.close()
  })

  test('latency keeps the order, however it jitters, and comes late enough', async () => {
    const watched = new Watched({ latencyMs: 30, jitterMs: 30 })
    const started = performance.now()
    watched.deliver(200).answer()
    expect(watched.faults.counts.delayed).toBe(201)
    await watched.until(() => watched.arrived.length === 201)
    expect(watched.arrived).toEqual(all.slice(0, 201))
    // The slowest of two hundred draws from 0 to 60 ms.
    expect(performance.now() - started).toBeGreaterThan(45)
  })

  test('with jitter above the latency, what is not held back is not counted', () => {
    const watched = new Watched({ latencyMs: 0, jitterMs: 10 }).deliver(1000)
    expect(watched.faults.counts.delayed).toBeGreaterThan(400)
    expect(watched.faults.counts.delayed).toBeLessThan(600)
    watched.close()
  })

  test('latency and reorder together swap whole deliveries', async () => {
    const watched = new Watched({ latencyMs: 5, reorder: 1 }).deliver(4)
    await watched.until(() => watched.arrived.length === 4)
    expect(watched.arrived).toEqual([1, 0, 3, 2])
    expect(watched.faults.counts).toMatchObject({ reordered: 2, delayed: 4 })
  })

  test('a line that is closed brings nothing more', async () => {
    const watched = new Watched({ latencyMs: 5, reorder: 0.5 }).deliver(100)
    watched.close()
    const later = new Watched({ latencyMs: 20 }).deliver(1)
    await later.until(() => later.arrived.length === 1)
    expect(watched.arrived).toEqual([])
  })

  test('the same seed gives the same faults to the same socket of a user, and others to other sockets', () => {
    const settings = { drop: 0.2, duplicate: 0.2 }
    const arrivedWith = (seed: number, userId: number): number[] =>
      new Watched(settings, { seed, userId }).deliver(200).arrived
    expect(arrivedWith(1, 5)).toEqual(arrivedWith(1, 5))
    expect(arrivedWith(2, 5)).not.toEqual(arrivedWith(1, 5))
    expect(arrivedWith(1, 6)).not.toEqual(arrivedWith(1, 5))
    const shared = new Faults(settings, 1)
    const first = new Watched(settings, { faults: shared }).deliver(200).arrived
    const second = new Watched(settings, { faults: shared }).deliver(200).arrived
    expect(first).toEqual(arrivedWith(1, 5))
    expect(second).not.toEqual(first)
  })

  test('what a socket asks for itself changes nothing for its deliveries', () => {
    const settings = { drop: 0.2, errorRate: 0.5 }
    const alone = new Watched(settings).deliver(100)
    const busy = new Watched(settings)
    for (let index = 0; index < 100; index++) {
      busy.deliver(1)
      expect(typeof busy.failsPublish).toBe('boolean')
    }
    expect(busy.arrived).toEqual(alone.arrived)
  })

  test('requests: as late and as often wrong as it is set, and counted', () => {
    const faults = new Faults({ latencyMs: 50, jitterMs: 20, errorRate: 0.1 }, 7)
    const requests = Array.from({ length: 1000 }, () => faults.ofRequest())
    for (const { delayMs } of requests) expect(delayMs).toBeGreaterThanOrEqual(30)
    for (const { delayMs } of requests) expect(delayMs).toBeLessThanOrEqual(70)
    const errors = requests.filter(({ isError }) => isError).length
    expect(errors).toBeGreaterThan(60)
    expect(errors).toBeLessThan(140)
    expect(faults.counts).toMatchObject({ delayed: 1000, errors })
  })

  test('the observer is told of each fault, whom it struck and what', () => {
    const seen: Fault[] = []
    const watched = new Watched(
      {},
      { faults: new Faults({ drop: 0.5, duplicate: 0.5 }, 3, (fault) => seen.push(fault)) },
    )
    watched.deliver(100)
    const { dropped, duplicated } = watched.faults.counts
    expect(seen).toHaveLength(dropped + duplicated)
    const lost = seen.filter(({ kind }) => kind === 'dropped').map(({ id }) => Number(id))
    expect(all.slice(0, 100).filter((number) => !watched.arrived.includes(number))).toEqual(lost)
    expect(seen[0]).toEqual({
      kind: expect.stringMatching(/^(dropped|duplicated)$/),
      channel: 'board:lesson:1',
      userId: 5,
      eventType: 'board.patch',
      id: '0',
    })
  })

  test.each([
    ['a removed stroke', { stroke_id: 'a' }, 'a'],
    ['a message', { payload: { id: 7 } }, '7'],
    ['a service push', { id: 'b' }, 'b'],
    ['nothing', {}, null],
  ])('the observer knows the id of %s', (_, fields, id) => {
    const seen: Fault[] = []
    const line = new Faults({ drop: 1 }, 1, (fault) => seen.push(fault)).lineTo(1, () => undefined)
    line?.deliver({ frame: frameOf(0), channel: 'chat:user:1', event: { type: 'chat.message.new', ...fields } })
    expect(seen).toEqual([{ kind: 'dropped', channel: 'chat:user:1', userId: 1, eventType: 'chat.message.new', id }])
  })

  test('rates of more than all are refused', () => {
    expect(() => new Faults({ drop: 0.6, reorder: 0.5 })).toThrow(RangeError)
  })
})
