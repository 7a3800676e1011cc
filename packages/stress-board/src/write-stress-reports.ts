import { join } from 'node:path'
import { alsoAsJson, type Destination, type Report, resolveDestinations } from '@m4sh/tools-core/reporting'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import { defaultReport } from './flags.ts'
import type { StressLocalization } from './language/index.ts'
import { stressViews } from './report.ts'
import type { StressResult } from './result.ts'
import type { Context } from './run-stress.ts'

/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = ['cause', 'is', 'level', 'lesson'] as const

/**
 * Writes the report everywhere it is wanted, and as JSON always.
 * @param alongside what else is to be written
 */
export async function writeStressReports(
  t: StressLocalization,
  context: Context,
  report: Report<StressResult>,
  ...alongside: readonly (() => Promise<void>)[]
): Promise<void> {
  await deliverReport(report, stressViews(t), destinationsOf(context), context, { alongside })
}

export function destinationsOf({ host, flags, sources }: Pick<Context, 'host' | 'flags' | 'sources'>): Destination[] {
  const defaultPath = join(host.cwd, defaultReport)
  const { output: outputs, format: formats, json } = flags
  return alsoAsJson(resolveDestinations({ outputs, formats, json, sources, defaultPath }), defaultPath)
}
