import { join } from 'node:path'
import { alsoAsJson, type Destination, resolveDestinations } from '@m4sh/tools-core/reporting'
import type { Context } from './context.ts'
import { defaultReports } from './flags.ts'

/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = [
  'category',
  'action',
  'transaction',
  'isolation',
  'by',
  'table',
  'name',
  'columns',
  'docs',
] as const

/**
 * Where the reports go: wherever they are wanted, and as JSON always.
 * @throws {UsageError} as {@link resolveDestinations}
 */
export function destinationsOf({
  host,
  flags: values,
  sources,
}: Pick<Context, 'host' | 'flags' | 'sources'>): Destination[] {
  const defaultPath = join(host.cwd, values.undo === undefined ? defaultReports.scan : defaultReports.undo)
  const { output: outputs, format: formats, json } = values
  return alsoAsJson(resolveDestinations({ outputs, formats, json, sources, defaultPath }), defaultPath)
}
