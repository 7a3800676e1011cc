/** A snapshot that was asked for. */
export interface SnapshotRequest {
  /** When the user wanted it. */
  readonly at: number
  /** The user's count of operations then. */
  readonly sequence: number
  /** Frames that the user had written when the request was written; `null` while it is not. */
  place: number | null
  isLate: boolean
}

/** The board that came, as far as its age is known. */
export interface SnapshotAnswer {
  readonly askedAt: number | null
  readonly sequence: number
  readonly place: number | null
}

/**
 * The requests that are not answered yet. Answers carry nothing that tells which one they belong to, but come in order. One
 * that is never answered is forgotten with the next answer to a younger one.
 */
export class SnapshotRequests {
  #open: SnapshotRequest[] = []
  /** An answer that nobody asked for (a request that was doubled on its way) says as much as the one before. */
  #last: Pick<SnapshotRequest, 'sequence' | 'place'> = { sequence: 0, place: 0 }

  get isWaiting(): boolean {
    return this.#open.some(({ isLate }) => !isLate)
  }

  has(request: SnapshotRequest): boolean {
    return this.#open.includes(request)
  }

  add(at: number, sequence: number): SnapshotRequest {
    const request: SnapshotRequest = { at, sequence, place: null, isLate: false }
    this.#open.push(request)
    return request
  }

  /** An impairment of our own took it. */
  drop(request: SnapshotRequest): void {
    this.#open = this.#open.filter((other) => other !== request)
  }

  /** What has not come to the socket yet is not waited for any more. */
  dropUnwritten(): void {
    this.#open = this.#open.filter(({ place }) => place !== null)
  }

  /**
   * What an answer is one to: the time of its request (`null` where nobody had asked), however late it is, and the oldest
   * marks that it may have. What the user did since then may be missing in the answer.
   */
  answer(): SnapshotAnswer {
    const at = this.#open.findIndex(({ isLate }) => !isLate)
    const [oldest, ...others] = this.#open.splice(0, at === -1 ? 1 : at + 1)
    if (oldest) this.#last = { sequence: oldest.sequence, place: oldest.place }
    const asked = others.at(-1) ?? oldest
    return { askedAt: asked?.at ?? null, ...this.#last }
  }

  clear(): void {
    this.#open = []
  }
}
