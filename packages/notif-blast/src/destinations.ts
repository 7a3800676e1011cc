import { join } from 'node:path'
import type { RunContext } from '@m4sh/tools-core/cli'
import { alsoAsJson, type Destination, fromCommandLine, resolveDestinations } from '@m4sh/tools-core/reporting'
import { defaultReports, type flags } from './flags.ts'

/** Fields of a report whose texts are the tool's own words or the names of things. */
export const plainFields = ['copyFormat', 'marker', 'markerPath', 'via'] as const

/**
 * Where the reports go: wherever they are wanted, and as JSON always. What is taken back has a report of its own: where
 * the config file puts that of a run stays as it was.
 * @throws {UsageError} as {@link resolveDestinations}
 */
export function destinationsOf({
  host,
  flags: values,
  sources,
}: Pick<RunContext<typeof flags>, 'host' | 'flags' | 'sources'>): Destination[] {
  const isUndo = values.undo !== undefined
  const defaultPath = join(host.cwd, isUndo ? defaultReports.undo : defaultReports.blast)
  const { output: outputs, format: formats, json } = values
  const given = { outputs, formats, json, sources, defaultPath }
  return alsoAsJson(resolveDestinations(isUndo ? fromCommandLine(given) : given), defaultPath)
}
