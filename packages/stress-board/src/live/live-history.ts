import type { TimelinePoint } from '../result.ts'
import { mergeSlices, type Slice, toSlice } from '../report-html/slices.ts'

/** What a new second did to the history. */
export interface HistoryChange {
  /** Place of its slice; all slices before it are what they were. */
  readonly at: number
  /** All slices are others now: there were too many. */
  readonly isRebuilt: boolean
}

/** The seconds of a run so far, in as many slices as a screen can show, however long the run is. */
export class LiveHistory {
  readonly #most: number
  #slices: Slice[] = []
  /** Seconds of a full slice. */
  #width = 1
  /** Of the runs before, in a search for the capacity: each begins again at 0. Milliseconds. */
  #before = 0
  #last = 0

  /** @param most an even number */
  constructor(most = 3600) {
    this.#most = most
  }

  get slices(): readonly Slice[] {
    return this.#slices
  }

  add(point: TimelinePoint): HistoryChange {
    if (this.#before + point.t <= this.#last) this.#before = this.#last
    this.#last = this.#before + point.t
    const slice = toSlice({ ...point, t: this.#last })
    const open = this.#slices.at(-1)
    if (open && open.seconds < this.#width) this.#slices[this.#slices.length - 1] = mergeSlices(open, slice)
    else this.#slices.push(slice)
    const isRebuilt = this.#slices.length > this.#most
    if (isRebuilt) this.#halve()
    return { at: this.#slices.length - 1, isRebuilt }
  }

  #halve(): void {
    const halves: Slice[] = []
    for (let at = 0; at < this.#slices.length; at += 2) {
      const [first, ...others] = this.#slices.slice(at, at + 2)
      if (first) halves.push(mergeSlices(first, ...others))
    }
    this.#slices = halves
    this.#width *= 2
  }
}
