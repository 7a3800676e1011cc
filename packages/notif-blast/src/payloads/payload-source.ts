import type { PreparedPayloads } from './prepared-payloads.ts'
import type { RowPayloads } from './row-payloads.ts'

/** Where the payloads of a type come from. */
export type PayloadSource = PreparedPayloads | RowPayloads

/** Where the payloads of a run come from. */
export interface PayloadSources {
  readonly byType: ReadonlyMap<string, PayloadSource>
  /** Of all other types; `null` where nothing is said of them. */
  readonly others: PayloadSource | null
}
