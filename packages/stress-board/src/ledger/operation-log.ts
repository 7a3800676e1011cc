/** What a virtual user can do. */
export type OperationKind = 'patch' | 'cursor' | 'undo' | 'reset' | 'snapshot'

/** What others see; asking for a snapshot is none of it. */
export type DrawingKind = Exclude<OperationKind, 'snapshot'>

export const operationKinds = [
  'patch',
  'cursor',
  'undo',
  'reset',
  'snapshot',
] as const satisfies readonly OperationKind[]

const drawingKinds = ['patch', 'cursor', 'undo', 'reset'] as const satisfies readonly DrawingKind[]

const first = 16

/**
 * All that one virtual user did, by its own count. Typed arrays: a run does millions of things, and each delivery looks one
 * up. Times are of the agenda's clock, in milliseconds.
 */
export class OperationLog {
  #kinds = new Uint8Array(first)
  #intended = new Float64Array(first)
  /** When the frame was written to the socket; NaN where it was not. */
  #sent = new Float64Array(first)
  /** The place among all frames that were written; -1 where it was not. */
  #wire = new Int32Array(first)
  /** Of an undo the stroke, of a stroke its undo; -1 where there is none. */
  #other = new Int32Array(first)
  /** How many have it, and when the last of them got it. */
  #receivers = new Uint16Array(first)
  /** How many were on the board when it was written, and how many of their sockets have it. */
  #wanted = new Uint16Array(first)
  #arrived = new Uint16Array(first)
  #lastAt = new Float64Array(first)
  #length = 0
  /** By place on the wire. */
  #written = new Int32Array(first)
  #writtenLength = 0
  /** Written right before the socket broke: nobody but a receiver can tell whether the server ever had them. */
  #cuts: { from: number; readonly to: number }[] = []
  #confirmed = 0
  /** Further copies that an impairment made, by operation. */
  #copies: Map<number, number[]> | null = null
  readonly resets: number[] = []

  get length(): number {
    return this.#length
  }

  /** Frames that were written to a socket. */
  get written(): number {
    return this.#writtenLength
  }

  add(kind: DrawingKind, intendedAt: number, other = -1): number {
    const sequence = this.#length
    if (sequence === this.#kinds.length) this.#grow()
    this.#kinds[sequence] = drawingKinds.indexOf(kind)
    this.#intended[sequence] = intendedAt
    this.#sent[sequence] = Number.NaN
    this.#wire[sequence] = -1
    this.#other[sequence] = other
    if (kind === 'undo' && other >= 0) this.#other[other] = sequence
    if (kind === 'reset') this.resets.push(sequence)
    this.#length++
    return sequence
  }

  /**
   * Notes that an operation's frame goes to the socket now.
   * @param receivers how many others are on the board
   */
  write(sequence: number, at: number, receivers = 0): void {
    const place = this.#writtenLength
    if (place === this.#written.length) {
      const larger = new Int32Array(place * 2)
      larger.set(this.#written)
      this.#written = larger
    }
    this.#written[place] = sequence
    this.#writtenLength++
    if (this.#wire[sequence] === -1) {
      this.#wire[sequence] = place
      this.#sent[sequence] = at
      this.#wanted[sequence] = receivers
      return
    }
    const copies = (this.#copies ??= new Map())
    copies.set(sequence, [...(copies.get(sequence) ?? []), place])
  }

  /** The server surely had everything up to this place. */
  confirm(place: number): void {
    if (place >= this.#confirmed) this.#confirmed = place + 1
    if (this.#cuts.length === 0) return
    for (const cut of this.#cuts) if (place >= cut.from && place < cut.to) cut.from = place + 1
    if (this.#cuts.some(({ from, to }) => from === to)) this.#cuts = this.#cuts.filter(({ from, to }) => from < to)
  }

  /** The socket broke. */
  cut(): void {
    if (this.#confirmed < this.written) this.#cuts.push({ from: this.#confirmed, to: this.written })
    this.#confirmed = this.written
  }

  /** Whether a frame that nobody has may have died with the sender's socket. */
  isCutOff(place: number): boolean {
    return this.#cuts.some(({ from, to }) => place >= from && place < to)
  }

  /** Whether anybody has it, whatever an impairment makes of it. */
  isSeen(sequence: number): boolean {
    return (this.#arrived[sequence] ?? 0) > 0
  }

  kindOf(sequence: number): DrawingKind {
    return drawingKinds[this.#kinds[sequence] ?? 0] ?? 'patch'
  }

  intendedAt(sequence: number): number {
    return this.#intended[sequence] ?? Number.NaN
  }

  sentAt(sequence: number): number {
    return this.#sent[sequence] ?? Number.NaN
  }

  /** -1 where it was never written, or never done. */
  placeOf(sequence: number): number {
    return sequence < this.#length ? (this.#wire[sequence] ?? -1) : -1
  }

  /** Whether an impairment made copies of anything. */
  get hasCopies(): boolean {
    return this.#copies !== null
  }

  /** All places on the wire, those of copies included, in order. */
  placesOf(sequence: number): readonly number[] {
    const place = this.placeOf(sequence)
    return place === -1 ? [] : [place, ...(this.#copies?.get(sequence) ?? [])]
  }

  /** The operation whose frame stands at a place on the wire. */
  at(place: number): number {
    return place < this.#writtenLength ? (this.#written[place] ?? -1) : -1
  }

  otherOf(sequence: number): number {
    return sequence < this.#length ? (this.#other[sequence] ?? -1) : -1
  }

  /** @returns how many have it now */
  delivered(sequence: number, at: number): number {
    const count = (this.#receivers[sequence] ?? 0) + 1
    this.#receivers[sequence] = count
    this.#lastAt[sequence] = Math.max(this.#lastAt[sequence] ?? 0, at)
    return count
  }

  /** How many others were on the board when it was written. */
  wantedBy(sequence: number): number {
    return this.#wanted[sequence] ?? 0
  }

  /** A socket has it, whatever an impairment makes of it. @returns how many have it now */
  arrive(sequence: number): number {
    const count = (this.#arrived[sequence] ?? 0) + 1
    this.#arrived[sequence] = count
    return count
  }

  receiversOf(sequence: number): number {
    return this.#receivers[sequence] ?? 0
  }

  lastAt(sequence: number): number {
    return this.#lastAt[sequence] ?? Number.NaN
  }

  #grow(): void {
    const size = this.#kinds.length * 2
    this.#kinds = grown(this.#kinds, new Uint8Array(size))
    this.#intended = grown(this.#intended, new Float64Array(size))
    this.#sent = grown(this.#sent, new Float64Array(size))
    this.#wire = grown(this.#wire, new Int32Array(size))
    this.#other = grown(this.#other, new Int32Array(size))
    this.#receivers = grown(this.#receivers, new Uint16Array(size))
    this.#wanted = grown(this.#wanted, new Uint16Array(size))
    this.#arrived = grown(this.#arrived, new Uint16Array(size))
    this.#lastAt = grown(this.#lastAt, new Float64Array(size))
  }
}

function grown<T extends { set(from: T): void }>(from: T, larger: T): T {
  larger.set(from)
  return larger
}
