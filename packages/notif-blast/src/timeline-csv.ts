import type { CsvTable } from '@m4sh/tools-core/reporting'
import type { BlastResult } from './result.ts'

/** A row a second: `second` is when it ended, from the first batch; the others are what it brought. */
export function timelineCsv({ timeline }: Pick<BlastResult, 'timeline'>): CsvTable {
  return {
    columns: ['second', 'rows', 'batches', 'pushed', 'delivered', 'errors'],
    rows: timeline.map(({ t, rows, batches, pushed, delivered, errors }) => [
      t / 1000,
      rows,
      batches,
      pushed,
      delivered,
      errors,
    ]),
  }
}
