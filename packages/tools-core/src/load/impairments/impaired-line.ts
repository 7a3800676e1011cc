import type { Random } from '../../values/random.ts'
import { Bandwidth } from './bandwidth.ts'
import { type Fate, Fates, type ImpairmentStreams, impairmentStreams } from './fates.ts'
import { InFlight } from './in-flight.ts'
import { Hold } from './reorder.ts'
import { areClear, type ImpairmentKind, type ImpairmentSettings } from './settings.ts'
import type { Timetable } from './timetable.ts'
import { validateImpairments } from './validate.ts'

/** What a line is impaired by, and where it leads. */
export interface ImpairedLineOptions<T> {
  readonly settings: ImpairmentSettings
  /**
   * A sequence of its own for each purpose from 0 to 7, asked for once: `(purpose) => new Random(seed, 8 * line + purpose)`
   * where lines are numbered.
   */
  readonly randomFor: (purpose: number) => Random
  /** An {@link Agenda}. */
  readonly agenda: Timetable
  /** The other end. */
  readonly deliver: (item: T) => void
  /** Told of everything that befalls a message, as soon as it is certain and before the message arrives. */
  readonly onImpaired?: (kind: ImpairmentKind, item: T) => void
  /** Told what was drawn for each message of data, in the order of sending; of none while nothing can befall one. */
  readonly onDrawn?: ((fate: Fate) => void) | undefined
}

/** Which sequence of random numbers a message draws from. */
type Part = 'data' | 'control'

/** A message on the near side of the line. */
interface Parcel<T> {
  readonly item: T
  readonly bytes: number
  readonly fate: Fate
}

/**
 * One direction of a connection, on which whole messages are lost, late, doubled and overtaken. The same seed and the same
 * messages give the same impairments. A message passes, in this order:
 *
 * 1. loss: what is lost overtakes nothing, and takes no bandwidth;
 * 2. reordering: it waits until the next one has overtaken it, 300 ms at most;
 * 3. bandwidth: it waits for those before it, and for its own bytes; so does its copy, right behind it;
 * 4. latency and jitter, which a copy shares: later ones never arrive before it for being faster.
 *
 * What is neither late nor behind a late one arrives within `send`. The wait for bandwidth has no end of its own: who
 * sends more than gets through sees {@link pending} grow.
 */
export class ImpairedLine<T> {
  readonly #streams: Readonly<Record<Part, ImpairmentStreams>>
  readonly #agenda: Timetable
  readonly #deliver: (item: T) => void
  readonly #onImpaired: ((kind: ImpairmentKind, item: T) => void) | undefined
  readonly #onDrawn: ((fate: Fate) => void) | undefined
  readonly #hold: Hold<Parcel<T>>
  readonly #inFlight: InFlight<T>
  readonly #counts: Record<ImpairmentKind, number> = { lost: 0, duplicated: 0, delayed: 0, reordered: 0 }
  #settings: ImpairmentSettings
  #fates: Readonly<Record<Part, Fates>>
  #link: Bandwidth
  /** Nothing can befall a message, and none is on its way. */
  #isClear: boolean

  /** @throws {RangeError} for settings that {@link validateImpairments} refuses */
  constructor({ settings, randomFor, agenda, deliver, onImpaired, onDrawn }: ImpairedLineOptions<T>) {
    validateImpairments(settings)
    this.#streams = {
      data: impairmentStreams(randomFor),
      control: impairmentStreams((purpose) => randomFor(purpose + 4)),
    }
    this.#agenda = agenda
    this.#deliver = deliver
    this.#onImpaired = onImpaired
    this.#onDrawn = onDrawn
    this.#hold = new Hold(agenda, (parcel) => this.#dispatch(parcel, true))
    this.#inFlight = new InFlight(agenda, (item) => this.#arrive(item))
    this.#settings = settings
    this.#fates = this.#fatesOf(settings)
    this.#link = new Bandwidth(settings.bandwidth)
    this.#isClear = areClear(settings)
  }

  get settings(): ImpairmentSettings {
    return this.#settings
  }

  /**
   * Takes effect with the next message, and on those that wait for bandwidth; what is past that keeps its time. Bursts of
   * losses begin anew.
   * @throws {RangeError} for settings that {@link validateImpairments} refuses; the old ones stay
   */
  set settings(settings: ImpairmentSettings) {
    validateImpairments(settings)
    this.#settings = settings
    this.#fates = this.#fatesOf(settings)
    this.#changeLink(settings.bandwidth)
    this.#updateClear()
  }

  /** How many messages each kind has befallen, copies not counted. A message can be of several kinds. */
  get counts(): Readonly<Record<ImpairmentKind, number>> {
    return this.#counts
  }

  /** Messages on their way, copies included. */
  get pending(): number {
    return this.#inFlight.size + (this.#hold.held?.fate.copies ?? 0)
  }

  /**
   * @param part what is drawn for `control` messages, whose number depends on the time that things take, changes nothing of
   *   what is drawn for `data`; on their way they are one sequence
   */
  send(item: T, bytes: number, part: Part = 'data'): void {
    if (this.#isClear) return this.#deliver(item)
    const fate = this.#fates[part].draw()
    if (part === 'data') this.#onDrawn?.(fate)
    this.#sendParcel({ item, bytes, fate })
  }

  #fatesOf(settings: ImpairmentSettings): Readonly<Record<Part, Fates>> {
    return { data: new Fates(settings, this.#streams.data), control: new Fates(settings, this.#streams.control) }
  }

  /** Lets everything arrive at once that is on its way now, in order. */
  flush(): void {
    this.#link = new Bandwidth(this.#settings.bandwidth)
    this.#inFlight.flush()
    const held = this.#hold.take()
    if (!held) return
    this.#impair('delayed', held.item)
    for (let copy = 0; copy < held.fate.copies; copy++) this.#arrive(held.item)
  }

  /** Forgets what is on its way. What is sent afterwards goes as usual: a line may outlive its socket. */
  close(): void {
    this.#hold.take()
    this.#inFlight.clear()
    this.#link = new Bandwidth(this.#settings.bandwidth)
    this.#updateClear()
  }

  #sendParcel(parcel: Parcel<T>): void {
    const { item, fate } = parcel
    if (fate.isLost) return this.#impair('lost', item)
    if (fate.copies > 1) this.#impair('duplicated', item)
    if (fate.isHeld && this.#hold.held === null) return this.#hold.put(parcel)
    this.#dispatch(parcel, false)
    this.#letFollow(this.#hold.take())
  }

  #letFollow(overtaken: Parcel<T> | null): void {
    if (!overtaken) return
    this.#impair('reordered', overtaken.item)
    this.#dispatch(overtaken, false)
  }

  /** @param isLate whether it has been held back, with nothing to overtake it */
  #dispatch({ item, bytes, fate }: Parcel<T>, isLate: boolean): void {
    const { copies, latencyMs } = fate
    const now = this.#agenda.now()
    const leavesAt = this.#link.pass(bytes, now)
    const isInstant = leavesAt + latencyMs <= now && this.#inFlight.size === 0
    if (isLate || !isInstant) this.#impair('delayed', item)
    for (let copy = 0; copy < copies; copy++)
      if (isInstant) this.#arrive(item)
      else this.#inFlight.push({ item, bytes, latencyMs }, copy === 0 ? leavesAt : this.#link.pass(bytes, now))
  }

  #arrive(item: T): void {
    this.#updateClear()
    this.#deliver(item)
  }

  #impair(kind: ImpairmentKind, item: T): void {
    this.#counts[kind]++
    this.#onImpaired?.(kind, item)
  }

  #changeLink(bandwidth: number | null): void {
    if (bandwidth === this.#link.bytesPerSecond) return
    const link = new Bandwidth(bandwidth)
    this.#inFlight.changeLink(this.#link, link)
    this.#link = link
  }

  #updateClear(): void {
    this.#isClear = this.pending === 0 && areClear(this.#settings)
  }
}
