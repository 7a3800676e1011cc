import { statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { UsageError } from '../errors/errors.ts'
import { formatOfExtension, formats, type Format } from './format-names.ts'

/** Where a report goes. */
export interface Destination {
  /** Absolute path; `-` is stdout. */
  path: string
  format: Format
}

/** Where a setting came from; the kinds of `RunContext.sources`. */
type SourceKind = 'flag' | 'env' | 'config' | 'default'

/** What the flags say of where reports go. */
export interface DestinationFlags {
  /** `--output`, in the order given. */
  outputs: readonly string[]
  /** `--format`: the n-th is for the n-th output; a single one is for all of them. */
  formats: readonly string[]
  /** `--json`: JSON where neither `--format` nor an extension says anything else. */
  json: boolean
  /** Where a report goes when no output is given; `-` is stdout. */
  defaultPath: string
  /** `sources` of the run: what a weaker source says does not hold once a stronger one says something. */
  sources?: Readonly<Record<'output' | 'format' | 'json', { readonly kind: SourceKind }>>
}

/** A run of a tool with `--undo`, as far as its reports need it. */
export interface UndoableRun {
  readonly host: { readonly cwd: string }
  readonly flags: {
    readonly undo?: string | undefined
    readonly output: readonly string[]
    readonly format: readonly string[]
    readonly json: boolean
  }
  readonly sources: NonNullable<DestinationFlags['sources']>
}

/** As if nothing but the command line said where reports go: what the config file says is meant for runs of another kind. */
export function fromCommandLine({ sources, ...given }: DestinationFlags): DestinationFlags {
  if (!sources) return given
  const isGiven = (key: keyof typeof sources): boolean => sources[key].kind === 'flag'
  return {
    ...given,
    outputs: isGiven('output') ? given.outputs : [],
    formats: isGiven('format') ? given.formats : [],
    json: isGiven('json') && given.json,
  }
}

/**
 * Where the reports of a tool go whose runs can be taken back: wherever they are wanted, and as JSON always. What is taken
 * back has a report of its own: where the config file puts that of a run stays as it was.
 * @param usual paths of the JSON reports from the working folder
 * @throws {UsageError} as {@link resolveDestinations}
 */
export function destinationsWithUndo(
  { flags, host, sources }: UndoableRun,
  usual: { readonly run: string; readonly undo: string },
): Destination[] {
  const isUndo = flags.undo !== undefined
  const defaultPath = join(host.cwd, isUndo ? usual.undo : usual.run)
  const given = { outputs: flags.output, formats: flags.format, json: flags.json, sources, defaultPath }
  return alsoAsJson(resolveDestinations(isUndo ? fromCommandLine(given) : given), defaultPath)
}

/** With a JSON report at this path, unless one is wanted anyhow. */
export function alsoAsJson(wanted: readonly Destination[], path: string): Destination[] {
  return wanted.some(({ format }) => format === 'json') ? [...wanted] : [...wanted, { path, format: 'json' }]
}

/**
 * Brings `--output`, `--format` and `--json` together. They are one setting: given on the command line, what environment
 * and config file say of any of them is dropped, and so on down. The format follows the extension; `--format` beats it.
 * Without an output the default path is used, with the extension of the wanted format.
 * @throws {UsageError} for formats without an output of their own, unknown extensions, folders, and two reports on stdout
 */
export function resolveDestinations(given: DestinationFlags): Destination[] {
  const flags = strongest(given)
  const wanted = flags.formats.map(toFormat)
  const destinations =
    flags.outputs.length === 0
      ? byDefault(flags, wanted)
      : flags.outputs.map((path, at) => ({ path, format: formatFor(path, at, flags, wanted) }))
  const onStdout = destinations.filter(({ path }) => path === '-')
  if (onStdout.length > 1)
    throw new UsageError(`${onStdout.length} reports were sent to stdout (--output -), which can hold only one`, {
      hint: 'Give all but one of them a file.',
    })
  const twice = destinations.find(({ path }, at) => destinations.findIndex((other) => other.path === path) !== at)
  if (twice)
    throw new UsageError(`--output ${twice.path} is given twice`, { hint: 'Give each report a file of its own.' })
  return destinations
}

/** The strongest first. What comes by default is no wish, and drops none. */
const strengths: readonly SourceKind[] = ['flag', 'env', 'config']

function strongest(flags: DestinationFlags): DestinationFlags {
  const { outputs, formats: names, json, sources } = flags
  if (!sources) return flags
  const said = new Set([
    outputs.length > 0 && sources.output.kind,
    names.length > 0 && sources.format.kind,
    json && sources.json.kind,
  ])
  const kind = strengths.find((strength) => said.has(strength))
  return {
    ...flags,
    outputs: sources.output.kind === kind ? outputs : [],
    formats: sources.format.kind === kind ? names : [],
    json: json && sources.json.kind === kind,
  }
}

function toFormat(name: string): Format {
  const format = formats.find((one) => one === name)
  if (!format) throw new UsageError(`--format ${name} is unknown`, { hint: `Known formats: ${formats.join(', ')}.` })
  return format
}

function byDefault({ defaultPath, json }: DestinationFlags, wanted: readonly Format[]): Destination[] {
  const chosen = wanted.length > 0 ? wanted : json ? (['json'] as const) : []
  if (chosen.length === 0) {
    const format = defaultPath === '-' ? 'text' : (extensionFormat(defaultPath) ?? 'json')
    return [{ path: defaultPath, format }]
  }
  return [...new Set(chosen)].map((format) => ({ path: withExtension(defaultPath, format), format }))
}

function formatFor(path: string, at: number, { json, outputs }: DestinationFlags, wanted: readonly Format[]): Format {
  if (wanted.length > 1 && wanted.length !== outputs.length)
    throw new UsageError(`${wanted.length} --format for ${outputs.length} --output`, {
      hint: 'Give one --format for all outputs, or one for each in the same order.',
    })
  const given = wanted.length === 1 ? wanted[0] : wanted[at]
  if (given) return given
  const byExtension = extensionFormat(path)
  if (json && (path === '-' || byExtension === null || byExtension === 'html')) return 'json'
  if (path === '-') return 'text'
  if (byExtension) return byExtension
  if (isFolder(path))
    throw new UsageError(`--output ${path}: it is a folder`, {
      hint: `Name a file in it, such as ${join(path, 'report.html')}.`,
    })
  throw new UsageError(`--output ${path}: its extension says no format`, {
    hint: `Use one of ${Object.keys(formatOfExtension)
      .map((extension) => `.${extension}`)
      .join(' ')}, or add --format.`,
  })
}

/** What cannot be looked at is told of when it is written. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function extensionFormat(path: string): Format | null {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(formatOfExtension, extension) ? (formatOfExtension[extension] ?? null) : null
}

/** The path with the extension of a format, unless it has one of it already. */
export function withExtension(path: string, format: Format): string {
  if (path === '-' || extensionFormat(path) === format) return path
  return `${path.slice(0, path.length - extname(path).length)}.${extensionOfFormat(format)}`
}

function extensionOfFormat(format: Format): string {
  return Object.entries(formatOfExtension).find(([, one]) => one === format)?.[0] ?? format
}
