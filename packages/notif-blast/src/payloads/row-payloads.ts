/** Whom a row is for, as far as that is known. */
export interface Recipient {
  readonly id: number | string
  readonly email?: string | null
  readonly name?: string | null
}

/** What a payload may depend on that is made for its row alone. */
export interface RowContext {
  readonly type: string
  /** From 0 up to 2³² − 1; by chance, but the same whenever the row is made. */
  readonly draw: number
  readonly row: number
  readonly recipient: Recipient | undefined
}

/** Payloads of which each is made when its row is written: a file of the user's asks for it. */
export interface RowPayloads {
  readonly needsRecipient: boolean
  readonly mostBytes: number
  /**
   * The whole payload as JSON, marker included.
   * @throws {RunError} where that cannot be made
   */
  text(context: RowContext): string
}

/** A notification is no book: what is longer was not meant. */
export const mostPayloadBytes = 32_768
