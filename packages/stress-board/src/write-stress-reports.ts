import { join } from 'node:path'
import { type Destination, type Report, resolveDestinations, writeReports } from '@m4sh/tools-core/reporting'
import { reportToGitHub } from '@m4sh/tools-core/reporting/github-actions'
import { stressViews } from './report.ts'
import type { StressResult } from './result.ts'
import type { Context } from './run-stress.ts'

/** Below the working directory. */
export const defaultReport = 'reports/stress-board.json'

/** Writes the report everywhere it is wanted, and as JSON always. */
export async function writeStressReports(context: Context, report: Report<StressResult>): Promise<void> {
  const { host, flags, colors, log } = context
  const views = stressViews()
  const style = { color: colors.stdout, columns: host.stdout.columns }
  const destinations = destinationsOf(context)
  await writeReports(report, views, destinations, host.stdout, style)
  await reportToGitHub(report, views, host.env, host.stderr)
  if (flags.quiet || destinations.some(({ path }) => path === '-')) return
  await host.stdout.write(views.text(report, style))
  for (const { path } of destinations) log.info(`Report: ${path}`)
}

export function destinationsOf({ host, flags, sources }: Pick<Context, 'host' | 'flags' | 'sources'>): Destination[] {
  const defaultPath = join(host.cwd, defaultReport)
  const wanted = resolveDestinations({
    outputs: flags.output,
    formats: flags.format,
    json: flags.json,
    sources,
    defaultPath,
  })
  return wanted.some(({ format }) => format === 'json')
    ? [...wanted]
    : [...wanted, { path: defaultPath, format: 'json' }]
}
