import type { ScanResult } from './result.ts'
import { summarize } from './scan/summarize.ts'

/** The result of a run that has made no check. */
export function nothingScanned(): ScanResult {
  return {
    snapshot: null,
    tables: [],
    checks: [],
    summary: summarize([], null),
    count: {},
    percent: {},
    notChecked: [],
    comparison: null,
    fix: null,
    undo: null,
  }
}
