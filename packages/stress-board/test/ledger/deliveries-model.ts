import type { Random } from '@m4sh/tools-core/values/random'
import type { FrameRef, Receipt } from '../../src/ledger/deliveries.ts'

interface Epoch {
  /** Of each sender, how many frames may come or not; `null` before it is sure. */
  base: number[] | null
  readonly got: Set<string>
}

/** The law of deliveries in plain sets, slow and simple. */
export class DeliveriesModel {
  readonly #senders: number
  readonly #own: number
  readonly #gone = new Map<string, FrameRef>()
  #epoch: Epoch | null = null
  expected = 0
  received = 0
  duplicated = 0
  outOfOrder = 0
  late = 0

  constructor(senders: number, own: number) {
    this.#senders = senders
    this.#own = own
  }

  get isOpen(): boolean {
    return this.#epoch !== null
  }

  get isSure(): boolean {
    return this.#epoch?.base !== null && this.#epoch !== null
  }

  open(): void {
    this.#epoch = { base: null, got: new Set() }
  }

  beSure(written: (slot: number) => number): void {
    if (this.#epoch) this.#epoch.base = Array.from({ length: this.#senders }, (_, slot) => written(slot))
  }

  receive(slot: number, place: number): Receipt {
    if (!this.#epoch) throw new Error('there is no socket')
    const { base, got } = this.#epoch
    const key = `${slot} ${place}`
    if (got.has(key)) {
      this.duplicated++
      return 'duplicate'
    }
    const isOvertaken = base !== null && this.#highest(slot) > place
    got.add(key)
    this.received++
    if (base !== null && place >= (base[slot] ?? 0)) {
      if (!isOvertaken) return 'new'
      this.outOfOrder++
      return 'out-of-order'
    }
    if (this.#gone.delete(key)) {
      this.late++
      return 'late'
    }
    this.expected++
    return 'new'
  }

  has(slot: number, place: number): boolean {
    return this.#epoch?.got.has(`${slot} ${place}`) ?? false
  }

  awaited(written: (slot: number) => number, _own: number): number {
    return this.#absent(written).length
  }

  close(_own: number): void {
    this.#end((slot) => this.#highest(slot) + 1)
  }

  finish(written: (slot: number) => number, _own: number): void {
    this.#end(written)
  }

  *missing(): Iterable<FrameRef> {
    yield* this.#gone.values()
  }

  /** A frame of a sender that was written: mostly the next one. */
  pick(slot: number, written: number, random: Random): number {
    const next = Math.max(this.#highest(slot) + 1, this.#epoch?.base?.[slot] ?? 0)
    return next < written && random.chance(0.6) ? next : random.integer(0, written - 1)
  }

  /** Up to where all frames of each sender had to come by now. */
  #end(until: (slot: number) => number): void {
    const base = this.#epoch?.base
    if (base) {
      for (const frame of this.#absent(until)) this.#gone.set(`${frame.slot} ${frame.place}`, frame)
      for (const slot of this.#others()) this.expected += Math.max(0, until(slot) - (base[slot] ?? 0))
    }
    this.#epoch = null
  }

  #absent(until: (slot: number) => number): FrameRef[] {
    const base = this.#epoch?.base
    if (!base) return []
    return this.#others().flatMap((slot) => {
      const frames: FrameRef[] = []
      for (let place = base[slot] ?? 0; place < until(slot); place++)
        if (!this.has(slot, place)) frames.push({ slot, place })
      return frames
    })
  }

  #others(): number[] {
    return Array.from({ length: this.#senders }, (_, slot) => slot).filter((slot) => slot !== this.#own)
  }

  /** Of those that had to come; -1 where none has. */
  #highest(slot: number): number {
    const base = this.#epoch?.base?.[slot] ?? Infinity
    const places = [...(this.#epoch?.got ?? [])].flatMap((key) => {
      const [from, place] = key.split(' ').map(Number)
      return from === slot && place !== undefined && place >= base ? [place] : []
    })
    return Math.max(-1, ...places)
  }
}
