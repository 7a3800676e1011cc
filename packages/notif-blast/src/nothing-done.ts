import type { Config } from './config.ts'
import type { BlastResult } from './result.ts'
import type { RunKey } from './rows/run-id.ts'
import { Tally } from './tally.ts'
import { toResult } from './to-result.ts'

/** The result of a run that has written no row, and taken none away. */
export function nothingDone(config: Config, key: RunKey): BlastResult {
  const none = { users: 0, requested: 0, present: 0, cleared: 0, counted: null }
  return toResult({ config, key, tally: new Tally(), ...none })
}
