import type { CsvTable } from '@m4sh/tools-core/reporting'
import { newnessOf } from './judge.ts'
import type { ScanResult } from './result.ts'
import { samplesOf } from './samples.ts'

const columns = ['check', 'category', 'severity', 'table', 'key', 'row', 'new'] as const

/** A line for each row that the report shows; `new` is empty where nothing was compared, or where it cannot be told. */
export function samplesCsv(result: ScanResult): CsvTable {
  return { columns, rows: rowsOf(result) }
}

function* rowsOf({ checks, comparison }: ScanResult): Generator<readonly unknown[]> {
  for (const check of checks) {
    const { category, id, table } = check
    const isNew = newnessOf(comparison, id)
    for (const { key, row, severity } of samplesOf(check))
      yield [id, category, severity, table, key, JSON.stringify(row), isNew(key)]
  }
}
