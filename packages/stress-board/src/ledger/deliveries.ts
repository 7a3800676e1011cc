/** What became of one frame that arrived. */
export type Receipt = 'new' | 'out-of-order' | 'duplicate' | 'late'

/** A frame by its sender's place in the room and its place among all that the sender wrote. */
export interface FrameRef {
  readonly slot: number
  readonly place: number
}

/** More frames a sender than any run writes. */
const placesPerSlot = 2 ** 32

const keyOf = (slot: number, place: number): number => slot * placesPerSlot + place

/**
 * What one receiver got of each sender of its room. Frames count in epochs: from the moment when the server surely had the
 * subscription (it answered a request that was sent after it) to the loss of the socket. Frames around these moments may
 * come or not; whatever lies between must come, once, and in the sender's order.
 */
export class Deliveries {
  readonly #next: Int32Array
  readonly #base: Int32Array
  #isSure = false
  #isOpen = false
  /** Passed over in this epoch, and not here yet. */
  readonly #missing = new Set<number>()
  /** Of this epoch, before its base: welcome, but nothing that must come. */
  readonly #early = new Set<number>()
  /** Missing at the end of an epoch, or on the way then. */
  readonly #gone = new Set<number>()
  #expected = 0
  received = 0
  duplicated = 0
  outOfOrder = 0
  late = 0

  constructor(slots: number) {
    this.#next = new Int32Array(slots)
    this.#base = new Int32Array(slots)
  }

  /** A socket subscribes. */
  open(): void {
    this.#isOpen = true
    this.#isSure = false
    this.#early.clear()
  }

  /** From now on everything must come. @param written how many frames each sender has written so far */
  beSure(written: (slot: number) => number): void {
    this.#isSure = true
    for (let slot = 0; slot < this.#next.length; slot++) {
      const place = written(slot)
      this.#base[slot] = place
      this.#next[slot] = place
    }
  }

  get isSure(): boolean {
    return this.#isSure
  }

  receive(slot: number, place: number): Receipt {
    if (this.#isSure && place === this.#next[slot]) {
      this.#next[slot] = place + 1
      this.received++
      return 'new'
    }
    return this.#receiveOdd(slot, place)
  }

  #receiveOdd(slot: number, place: number): Receipt {
    const key = keyOf(slot, place)
    if (!this.#isSure || place < (this.#base[slot] ?? 0)) return this.#receiveEarly(key)
    const next = this.#next[slot] ?? 0
    if (place > next) {
      for (let missing = next; missing < place; missing++) this.#missing.add(keyOf(slot, missing))
      this.#next[slot] = place + 1
      this.received++
      return 'new'
    }
    if (!this.#missing.delete(key)) return this.#duplicate()
    this.received++
    this.outOfOrder++
    return 'out-of-order'
  }

  #receiveEarly(key: number): Receipt {
    if (this.#early.has(key)) return this.#duplicate()
    this.#early.add(key)
    this.received++
    // What an epoch missed was expected then, once.
    if (this.#gone.delete(key)) {
      this.late++
      return 'late'
    }
    this.#expected++
    return 'new'
  }

  #duplicate(): Receipt {
    this.duplicated++
    return 'duplicate'
  }

  /** Whether the frame is here, for a sender that wrote the same stroke twice. */
  has(slot: number, place: number): boolean {
    const key = keyOf(slot, place)
    if (!this.#isSure || place < (this.#base[slot] ?? 0)) return this.#early.has(key)
    return place < (this.#next[slot] ?? 0) && !this.#missing.has(key)
  }

  /** Whether it must come, and is not here. */
  lacks(slot: number, place: number): boolean {
    return this.#isSure && place >= (this.#base[slot] ?? 0) && !this.has(slot, place)
  }

  /**
   * Which frame it is that came, of several that look alike: the next in order, else the first that must come, else the last
   * that may. `null` where all of them are here.
   */
  likeliest(slot: number, places: readonly number[]): number | null {
    const awaited = places.filter((place) => !this.has(slot, place))
    const next = this.#isSure ? awaited.find((place) => place === this.#next[slot]) : undefined
    return next ?? awaited.find((place) => this.lacks(slot, place)) ?? awaited.at(-1) ?? null
  }

  /** How many that must come are not here. @param written as for {@link beSure} */
  awaited(written: (slot: number) => number, own: number): number {
    if (!this.#isSure) return 0
    let count = this.#missing.size
    for (let slot = 0; slot < this.#next.length; slot++)
      if (slot !== own) count += Math.max(0, written(slot) - (this.#next[slot] ?? 0))
    return count
  }

  /** The socket is gone. What was on its way then is nobody's fault, so only what was passed over counts as missing. */
  close(own: number): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    if (this.#isSure) {
      for (let slot = 0; slot < this.#next.length; slot++)
        if (slot !== own) this.#expected += (this.#next[slot] ?? 0) - (this.#base[slot] ?? 0)
      for (const key of this.#missing) this.#gone.add(key)
    }
    this.#missing.clear()
    this.#early.clear()
    this.#isSure = false
  }

  /** The run is over, and what has not come by now is lost. */
  finish(written: (slot: number) => number, own: number): void {
    if (this.#isSure)
      for (let slot = 0; slot < this.#next.length; slot++) {
        if (slot === own) continue
        for (let place = this.#next[slot] ?? 0; place < written(slot); place++) this.#missing.add(keyOf(slot, place))
        this.#next[slot] = Math.max(this.#next[slot] ?? 0, written(slot))
      }
    this.close(own)
  }

  get expected(): number {
    return this.#expected
  }

  /** After {@link finish}. */
  *missing(): Iterable<FrameRef> {
    for (const key of this.#gone) yield { slot: Math.floor(key / placesPerSlot), place: key % placesPerSlot }
  }
}
