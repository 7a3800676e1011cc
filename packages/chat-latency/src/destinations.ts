import { extname, join } from 'node:path'
import type { RunContext } from '@m4sh/tools-core/cli'
import { type Destination, resolveDestinations, withExtension } from '@m4sh/tools-core/reporting'
import { defaultReport, type flags } from './flags.ts'

/** Written whatever else is: the samples and the summary. */
const always = ['csv', 'json'] as const

/**
 * Where the reports go. The samples and the summary lie beside the first file, under its name: so a file that is named as
 * one of them and is none (`--output x.csv --format html`) gets the extension of its own format.
 * @throws {UsageError} as {@link resolveDestinations}
 */
export function destinationsOf({
  host,
  flags: values,
  sources,
}: Pick<RunContext<typeof flags>, 'host' | 'flags' | 'sources'>): Destination[] {
  const defaultPath = join(host.cwd, `${defaultReport}.csv`)
  const { output: outputs, format: formats, json } = values
  const wanted = resolveDestinations({ outputs, formats, json, sources, defaultPath }).map(underOwnName)
  const named = wanted.find(({ path }) => path !== '-')?.path ?? defaultPath
  const beside = always.flatMap((format): Destination[] => {
    const isWanted = wanted.some((one) => one.format === format && one.path !== '-')
    return isWanted ? [] : [{ path: withExtension(named, format), format }]
  })
  return [...wanted, ...beside]
}

function underOwnName({ path, format }: Destination): Destination {
  const extension = extname(path).slice(1).toLowerCase()
  const isOther = always.some((one) => one === extension && one !== format)
  return { path: isOther ? withExtension(path, format) : path, format }
}
