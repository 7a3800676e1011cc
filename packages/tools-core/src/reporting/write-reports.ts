import type { OutputStream } from '../cli/host.ts'
import type { Destination } from './destinations.ts'
import { render } from './formats.ts'
import type { Report, ReportViews, TextStyle } from './report.ts'
import { writeAtomically } from './write-atomically.ts'

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
      const text = await render(format, report, views, path === '-' ? style : { ...style, color: false })
      await (path === '-' ? stdout.write(text) : writeAtomically(path, text))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
