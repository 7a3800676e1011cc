import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import { type CsvTable } from '@m4sh/tools-core/reporting'
import { csvPieces } from '@m4sh/tools-core/reporting/csv'
import type { Config } from './config.ts'
import type { Context } from './context.ts'

/** Writes all broken rows as they are read; `null` where nobody wants them. */
export function writeAllRows(
  { log, secrets }: Pick<Context, 'log' | 'secrets'>,
  { allSamplesFile: file }: Config,
): ((rows: CsvTable) => Promise<void>) | null {
  if (file === null) return null
  return async ({ columns, rows }) => {
    await writeAtomically(file, csvPieces({ columns, rows: redacted(rows, secrets) }), {
      what: 'all broken rows',
      flag: '--all-samples',
    })
    log.info(`All broken rows: ${file}`)
  }
}

async function* redacted(rows: CsvTable['rows'], secrets: Context['secrets']): AsyncGenerator<readonly unknown[]> {
  for await (const row of rows) yield secrets.redact(row)
}

/** @param sql makes what is written */
export async function writeConstraints(
  { log }: Pick<Context, 'log'>,
  file: string,
  sql: () => Promise<string>,
): Promise<void> {
  await writeAtomically(file, await sql(), { what: 'the constraints', flag: '--emit-constraints' })
  log.info(`Constraints: ${file}`)
}
