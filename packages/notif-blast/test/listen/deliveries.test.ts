import { afterEach, describe, expect, test } from '@jest/globals'
import { Agenda } from '@m4sh/tools-core/load'
import { Deliveries, type DeliveriesOptions } from '../../src/listen/deliveries.ts'

const agendas: Agenda[] = []

afterEach(() => {
  for (const agenda of agendas.splice(0)) agenda.close()
})

const openBook = (options: Partial<DeliveriesOptions> = {}): Deliveries => {
  const agenda = new Agenda()
  agendas.push(agenda)
  return new Deliveries({ timeoutMs: 10_000, wasAway: () => false, agenda, ...options })
}

const never = new AbortController().signal
const figuresOf = ({ delivered, lost, missed, late, duplicated, unconfirmed, misdirected, open }: Deliveries) => ({
  delivered,
  lost,
  missed,
  late,
  duplicated,
  unconfirmed,
  misdirected,
  open,
})
const nothing = {
  delivered: 0,
  lost: 0,
  missed: 0,
  late: 0,
  duplicated: 0,
  unconfirmed: 0,
  misdirected: 0,
  open: 0,
}

describe('what arrives', () => {
  test('is delivered: latency counts from ready, transit from sent', () => {
    const now = performance.now()
    let told = 0
    const deliveries = openBook({ onDelivered: () => told++ })
    for (const row of [0, 1, 2]) {
      deliveries.ready(row, 'a', now)
      deliveries.sent(row, now + 100)
      deliveries.arrived(row, 'a', now + 101 + row)
    }
    expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 3 })
    expect(told).toBe(3)
    expect(deliveries.latency.summary()).toMatchObject({ count: 3 })
    expect(deliveries.latency.min).toBeCloseTo(101, 6)
    expect(deliveries.latency.max).toBeCloseTo(103, 6)
    expect(deliveries.transit.min).toBeCloseTo(1, 6)
    expect(deliveries.transit.max).toBeCloseTo(3, 6)
  })

  test('before it is known to be sent is delivered once it is', () => {
    const now = performance.now()
    const deliveries = openBook()
    deliveries.ready(0, 'a', now)
    deliveries.arrived(0, 'a', now + 7)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, open: 1 })
    deliveries.sent(0, now + 5)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 1 })
    expect(deliveries.transit.max).toBeCloseTo(2, 6)
  })

  test('again is a duplicate, before and after it is settled', () => {
    const now = performance.now()
    const deliveries = openBook()
    deliveries.ready(0, 'a', now)
    deliveries.arrived(0, 'a', now)
    deliveries.arrived(0, 'a', now)
    deliveries.sent(0, now)
    deliveries.arrived(0, 'a', now)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 1, duplicated: 2 })
  })

  test('elsewhere is not delivered', () => {
    const now = performance.now()
    const deliveries = openBook()
    deliveries.ready(0, 'a', now)
    deliveries.sent(0, now)
    deliveries.arrived(0, 'b', now)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, misdirected: 1, open: 1 })
    deliveries.arrived(0, 'a', now)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, misdirected: 1, delivered: 1 })
  })
})

describe('what has failed', () => {
  test('is not awaited', async () => {
    const deliveries = openBook()
    deliveries.ready(0, 'a', performance.now())
    deliveries.failed(0)
    await deliveries.settled(never)
    expect(figuresOf(deliveries)).toEqual(nothing)
  })

  test('and arrives all the same is told apart, whichever comes first, and however often', () => {
    const now = performance.now()
    const deliveries = openBook()
    for (const row of [0, 1]) deliveries.ready(row, 'a', now)
    deliveries.failed(0)
    deliveries.arrived(0, 'a', now)
    deliveries.arrived(0, 'a', now)
    deliveries.arrived(1, 'a', now)
    deliveries.failed(1)
    deliveries.arrived(1, 'a', now)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, unconfirmed: 2, duplicated: 2 })
    expect(deliveries.latency.count).toBe(0)
  })
})

describe('what does not arrive in time', () => {
  test('is lost; it was missed by whoever was away', async () => {
    const deliveries = openBook({ timeoutMs: 50, wasAway: (user) => user === 'b' })
    const now = performance.now()
    for (const [row, user] of ['a', 'a', 'b'].entries()) {
      deliveries.ready(row, user, now)
      deliveries.sent(row, now)
    }
    deliveries.arrived(0, 'a', now + 1)
    await deliveries.settled(never)
    expect(performance.now() - now).toBeGreaterThanOrEqual(50)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 1, lost: 2, missed: 1 })
  })

  test('and then arrives is late, and a duplicate after that', async () => {
    const deliveries = openBook({ timeoutMs: 20 })
    const now = performance.now()
    deliveries.ready(0, 'a', now)
    deliveries.sent(0, now)
    await deliveries.settled(never)
    deliveries.arrived(0, 'a', performance.now())
    deliveries.arrived(0, 'a', performance.now())
    expect(figuresOf(deliveries)).toEqual({ ...nothing, lost: 1, late: 1, duplicated: 1 })
    expect(deliveries.latency.count).toBe(0)
  })

  test('is late even where nobody has looked at the clock yet', () => {
    const deliveries = openBook({ timeoutMs: 20 })
    const now = performance.now()
    deliveries.ready(0, 'a', now)
    deliveries.sent(0, now)
    deliveries.arrived(0, 'a', now + 21)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, lost: 1, late: 1 })
  })

  test('counts from when it was sent, not from when that was told', async () => {
    const deliveries = openBook({ timeoutMs: 1000 })
    const now = performance.now()
    deliveries.ready(0, 'a', now - 5000)
    deliveries.sent(0, now - 2000)
    await deliveries.settled(never)
    expect(performance.now() - now).toBeLessThan(900)
    expect(deliveries.lost).toBe(1)
  })

  test('and may have been refused is not lost', async () => {
    const deliveries = openBook({ timeoutMs: 20 })
    const now = performance.now()
    for (const row of [0, 1]) {
      deliveries.ready(row, 'a', now)
      deliveries.sent(row, now)
      deliveries.doubtful(row)
    }
    deliveries.arrived(1, 'a', now + 5)
    await deliveries.settled(never)
    expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 1 })
  })
})

test('whoever is told to stop waits no longer', async () => {
  const deliveries = openBook()
  const now = performance.now()
  deliveries.ready(0, 'a', now)
  deliveries.sent(0, now)
  deliveries.ready(1, 'a', now)
  await deliveries.settled(AbortSignal.abort())
  expect(figuresOf(deliveries)).toEqual({ ...nothing, open: 2 })
})

test('of what is settled nothing but a bit stays', () => {
  const deliveries = openBook()
  const now = performance.now()
  for (let row = 0; row < 100_000; row++) {
    deliveries.ready(row, 'a', now)
    deliveries.sent(row, now)
    deliveries.arrived(row, 'a', now)
  }
  expect(figuresOf(deliveries)).toEqual({ ...nothing, delivered: 100_000 })
})
