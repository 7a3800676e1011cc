/** How long a user looks at a wrong board because an impairment of ours took something, or cut its socket. */
export class Staleness {
  /** When something went missing that no snapshot has brought since. */
  #losses: number[] = []
  everWrong = false

  lost(at: number): void {
    this.#losses.push(at)
    this.everWrong = true
  }

  /** Since when the board is wrong, of one that no snapshot has healed; `null` where it is right. */
  get wrongSince(): number | null {
    return this.#losses[0] ?? null
  }

  /**
   * A snapshot is shown, which brings all that went missing before it was asked for.
   * @returns for how long the board was wrong; `null` where it was not
   */
  healed(askedAt: number, now: number): number | null {
    const [since] = this.#losses
    if (since === undefined || since > askedAt) return null
    this.#losses = this.#losses.filter((at) => at > askedAt)
    return now - since
  }
}
