import type { ScanResult } from './result.ts'
import { totalsOf } from './scan/summarize.ts'

/** The result of a run that has made no check. */
export function nothingScanned(): ScanResult {
  const totals = totalsOf([], null)
  return {
    snapshot: null,
    tables: [],
    checks: [],
    ...totals,
    now: totals,
    notChecked: [],
    comparison: null,
    fix: null,
    undo: null,
  }
}
