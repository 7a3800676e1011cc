import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { Deliveries } from '../../src/ledger/deliveries.ts'
import { DeliveriesModel } from './deliveries-model.ts'

const nobody = -1

/** A receiver that is on the board, of senders that have written nothing yet. */
function onBoard(senders = 1): Deliveries {
  const deliveries = new Deliveries(senders)
  deliveries.open()
  deliveries.beSure(() => 0)
  return deliveries
}

const figures = (of: Deliveries | DeliveriesModel) => ({
  expected: of.expected,
  received: of.received,
  duplicated: of.duplicated,
  outOfOrder: of.outOfOrder,
  late: of.late,
})

describe('on the board', () => {
  test('what comes once and in order is new', () => {
    const deliveries = onBoard(2)
    expect([0, 1, 2].map((place) => deliveries.receive(1, place))).toEqual(['new', 'new', 'new'])
    deliveries.finish(() => 3, 0)
    expect(figures(deliveries)).toEqual({ expected: 3, received: 3, duplicated: 0, outOfOrder: 0, late: 0 })
    expect([...deliveries.missing()]).toEqual([])
  })

  test('what is passed over and never comes is lost; so is what was written and never came', () => {
    const deliveries = onBoard()
    deliveries.receive(0, 0)
    deliveries.receive(0, 2)
    expect(deliveries.awaited(() => 4, nobody)).toBe(2)
    deliveries.finish(() => 4, nobody)
    expect([...deliveries.missing()]).toEqual([
      { slot: 0, place: 1 },
      { slot: 0, place: 3 },
    ])
    expect(figures(deliveries)).toMatchObject({ expected: 4, received: 2 })
  })

  test('what is overtaken is out of order, once, and not lost; the one that overtook it is new', () => {
    const deliveries = onBoard()
    expect([1, 0, 0, 2].map((place) => deliveries.receive(0, place))).toEqual([
      'new',
      'out-of-order',
      'duplicate',
      'new',
    ])
    deliveries.finish(() => 3, nobody)
    expect(figures(deliveries)).toEqual({ expected: 3, received: 3, duplicated: 1, outOfOrder: 1, late: 0 })
  })

  test('senders do not overtake each other', () => {
    const deliveries = onBoard(2)
    const receipts = [
      [1, 0],
      [0, 0],
      [1, 1],
      [0, 1],
    ].map(([slot = 0, place = 0]) => deliveries.receive(slot, place))
    expect(receipts).toEqual(['new', 'new', 'new', 'new'])
  })

  test('nobody awaits the own frames', () => {
    const deliveries = onBoard(2)
    expect(deliveries.awaited(() => 5, 1)).toBe(5)
    deliveries.finish(() => 5, 1)
    expect(figures(deliveries)).toMatchObject({ expected: 5 })
    expect([...deliveries.missing()].map(({ slot }) => slot)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('around the joining', () => {
  test('what was written before may come or not, once, in any order', () => {
    const deliveries = new Deliveries(1)
    deliveries.open()
    expect(deliveries.receive(0, 7)).toBe('new')
    deliveries.beSure(() => 10)
    expect([9, 8, 8, 7].map((place) => deliveries.receive(0, place))).toEqual(['new', 'new', 'duplicate', 'duplicate'])
    expect(deliveries.awaited(() => 10, nobody)).toBe(0)
    deliveries.finish(() => 10, nobody)
    expect(figures(deliveries)).toEqual({ expected: 3, received: 3, duplicated: 2, outOfOrder: 0, late: 0 })
    expect([...deliveries.missing()]).toEqual([])
  })

  test('before it nothing is awaited, nor lost', () => {
    const deliveries = new Deliveries(1)
    expect(deliveries.awaited(() => 5, nobody)).toBe(0)
    deliveries.open()
    deliveries.finish(() => 5, nobody)
    expect([...deliveries.missing()]).toEqual([])
    expect(figures(deliveries)).toMatchObject({ expected: 0 })
  })
})

describe('a socket that is lost', () => {
  test('what was on its way then is nobody’s fault; what had been passed over is', () => {
    const deliveries = onBoard()
    deliveries.receive(0, 0)
    deliveries.receive(0, 2)
    deliveries.close(nobody)
    deliveries.open()
    deliveries.beSure(() => 6)
    deliveries.receive(0, 6)
    deliveries.finish(() => 7, nobody)
    expect([...deliveries.missing()]).toEqual([{ slot: 0, place: 1 }])
    expect(figures(deliveries)).toMatchObject({ expected: 4, received: 3 })
  })

  test.each(['before', 'after'])('what the old one missed and the new one brings %s it is sure is late', (when) => {
    const deliveries = onBoard()
    deliveries.receive(0, 1)
    deliveries.close(nobody)
    deliveries.open()
    if (when === 'after') deliveries.beSure(() => 2)
    expect([0, 0].map((place) => deliveries.receive(0, place))).toEqual(['late', 'duplicate'])
    deliveries.finish(() => 2, nobody)
    expect(figures(deliveries)).toEqual({ expected: 2, received: 2, duplicated: 1, outOfOrder: 0, late: 1 })
    expect([...deliveries.missing()]).toEqual([])
  })

  test('closing twice, or what was never open, changes nothing', () => {
    const deliveries = new Deliveries(1)
    deliveries.close(nobody)
    deliveries.open()
    deliveries.beSure(() => 0)
    deliveries.receive(0, 0)
    deliveries.close(nobody)
    deliveries.close(nobody)
    deliveries.finish(() => 9, nobody)
    expect(figures(deliveries)).toMatchObject({ expected: 1, received: 1 })
    expect(deliveries.has(0, 0)).toBe(false)
  })
})

describe('frames that look alike', () => {
  const joined = (): Deliveries => {
    const deliveries = new Deliveries(1)
    deliveries.open()
    deliveries.beSure(() => 10)
    return deliveries
  }

  test('the next in order, rather than one from before the joining', () => {
    expect(joined().likeliest(0, [3, 10, 12])).toBe(10)
  })

  test('the next in order, rather than one that was passed over', () => {
    const deliveries = joined()
    deliveries.receive(0, 11)
    expect(deliveries.likeliest(0, [10, 12])).toBe(12)
  })

  test('where none is next, the first that must come', () => {
    const deliveries = joined()
    deliveries.receive(0, 12)
    expect(deliveries.likeliest(0, [3, 11, 15])).toBe(11)
  })

  test('where none must come, the last that may', () => {
    expect(joined().likeliest(0, [3, 8])).toBe(8)
  })

  test('none that is here', () => {
    const deliveries = joined()
    deliveries.receive(0, 10)
    deliveries.receive(0, 8)
    expect(deliveries.likeliest(0, [3, 8, 10])).toBe(3)
    expect(deliveries.likeliest(0, [8, 10])).toBeNull()
    expect(deliveries.likeliest(0, [])).toBeNull()
  })

  test('lacks what must come and is not here', () => {
    const deliveries = joined()
    deliveries.receive(0, 11)
    expect([9, 10, 11, 12].map((place) => deliveries.lacks(0, place))).toEqual([false, true, false, true])
    deliveries.close(nobody)
    expect(deliveries.lacks(0, 10)).toBe(false)
  })
})

test('in a million frames, one lost, one duplicate and one swapped pair are named', () => {
  const senders = 4
  const each = 250_000
  const deliveries = onBoard(senders + 1)
  const odd: string[] = []
  const receive = (slot: number, place: number): void => {
    const receipt = deliveries.receive(slot, place)
    if (receipt !== 'new') odd.push(`${receipt} ${slot} ${place}`)
  }
  for (let place = 0; place < each; place++)
    for (let slot = 0; slot < senders; slot++) {
      if (slot === 1 && place === 100_000) continue
      // The pair 5000, 5001 of sender 3 the other way round.
      const isSwapped = slot === 3 && (place === 5000 || place === 5001)
      receive(slot, isSwapped ? 10_001 - place : place)
      if (slot === 2 && place === 249_999) receive(slot, place)
    }
  deliveries.finish(() => each, senders)
  expect(odd).toEqual(['out-of-order 3 5000', 'duplicate 2 249999'])
  expect([...deliveries.missing()]).toEqual([{ slot: 1, place: 100_000 }])
  expect(figures(deliveries)).toEqual({
    expected: 1_000_000,
    received: 999_999,
    duplicated: 1,
    outOfOrder: 1,
    late: 0,
  })
})

test('places are told apart up to what any run writes', () => {
  const far = 2 ** 31 - 3
  const deliveries = new Deliveries(1000)
  deliveries.open()
  deliveries.beSure(() => far)
  deliveries.receive(999, far + 1)
  deliveries.finish((slot) => (slot === 999 ? far + 2 : far), nobody)
  expect([...deliveries.missing()]).toEqual([{ slot: 999, place: far }])
})

test.each(Array.from({ length: 20 }, (_, seed) => seed))('any order of events, seed %d: as sets count it', (seed) => {
  for (let run = 0; run < 25; run++) {
    const { told, wanted } = tellBoth(new Random(seed, run))
    expect(told).toEqual(wanted)
  }
})

/** The same events to the ledger and to sets, and what each said after every one of them. */
function tellBoth(random: Random): { told: string[]; wanted: string[] } {
  const senders = random.integer(1, 4)
  const own = random.integer(-1, senders - 1)
  const written = Array.from({ length: senders }, () => random.integer(0, 3))
  const writtenOf = (slot: number): number => written[slot] ?? 0
  const deliveries = new Deliveries(senders)
  const model = new DeliveriesModel(senders, own)
  const told: string[] = []
  const wanted: string[] = []
  const both = (act: (of: Deliveries | DeliveriesModel) => unknown): void => {
    told.push(JSON.stringify(act(deliveries)) ?? '')
    wanted.push(JSON.stringify(act(model)) ?? '')
  }
  for (let step = 0; step < 60; step++) {
    const slot = random.integer(0, senders - 1)
    if (random.chance(0.4)) written[slot] = writtenOf(slot) + 1
    else if (model.isOpen && slot !== own && writtenOf(slot) > 0) {
      const place = model.pick(slot, writtenOf(slot), random)
      both((of) => of.receive(slot, place))
    }
    const { isOpen } = model
    if (random.chance(0.05)) both((of) => (isOpen ? of.close(own) : of.open()))
    else if (random.chance(0.1) && isOpen && !model.isSure) both((of) => of.beSure(writtenOf))
    both((of) => [of.isSure, of.awaited(writtenOf, own), figures(of)])
    both((of) => written.map((count, at) => Array.from({ length: count + 2 }, (_, place) => of.has(at, place))))
  }
  both((of) => of.finish(writtenOf, own))
  both((of) => [figures(of), [...of.missing()].map(({ slot, place }) => `${slot} ${place}`).sort()])
  both((of) => of.expected - of.received === [...of.missing()].length)
  return { told, wanted }
}
