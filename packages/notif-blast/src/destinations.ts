import { join } from 'node:path'
import type { RunContext } from '@m4sh/tools-core/cli'
import { alsoAsJson, type Destination, resolveDestinations } from '@m4sh/tools-core/reporting'
import { defaultReport, type flags } from './flags.ts'

/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = ['copyFormat', 'marker', 'markerPath', 'via'] as const

/**
 * Where the reports go: wherever they are wanted, and as JSON always.
 * @throws {UsageError} as {@link resolveDestinations}
 */
export function destinationsOf({
  host,
  flags: values,
  sources,
}: Pick<RunContext<typeof flags>, 'host' | 'flags' | 'sources'>): Destination[] {
  const defaultPath = join(host.cwd, defaultReport)
  const { output: outputs, format: formats, json } = values
  return alsoAsJson(resolveDestinations({ outputs, formats, json, sources, defaultPath }), defaultPath)
}
