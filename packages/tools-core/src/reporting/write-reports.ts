import { writeAtomically } from '../files/write-atomically.ts'
import type { OutputStream } from '../host/host.ts'
import type { Destination } from './destinations.ts'
import { render } from './formats.ts'
import { inChunks } from './in-chunks.ts'
import type { Report, ReportViews, TextStyle } from './report.ts'

/**
 * Writes a report to all its destinations. One that fails does not keep the others from being written.
 * @throws {RunError} the first failure, when all were tried
 */
export async function writeReports<Result>(
  report: Report<Result>,
  views: ReportViews<Result>,
  destinations: readonly Destination[],
  stdout: OutputStream,
  style: TextStyle,
): Promise<void> {
  const failures: unknown[] = []
  for (const { path, format } of destinations) {
    try {
      // Colours are for a terminal: a file is read elsewhere.
      const pieces = inChunks(render(format, report, views, { color: path === '-' && style.color, whole: true }))
      if (path === '-') await writeTo(stdout, pieces)
      else await writeAtomically(path, pieces, { what: 'the report', flag: '--output' })
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function writeTo(stdout: OutputStream, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    // Whoever read it has gone.
    if (stdout.closed) return
    await stdout.write(piece)
  }
}
