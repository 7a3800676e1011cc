import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors/errors.ts'
import { fileFault } from '../errors/file-fault.ts'
import { isRecord } from '../values/is-record.ts'
import { JsonError, parseJson } from '../values/json.ts'
import { describeValue } from '../errors/describe-value.ts'

/** A config file, read but not yet checked against a flag table. */
export interface ConfigFile {
  readonly path: string
  readonly folder: string
  readonly data: Readonly<Record<string, unknown>>
}

/** @throws {UsageError} if the file is not there, cannot be read, or does not hold an object */
export async function loadConfigFile(path: string): Promise<ConfigFile> {
  const data = await readData(path)
  if (!isRecord(data)) {
    throw new UsageError(`${path} holds ${describeValue(data)}; it must hold an object of settings.`, {
      hint: isModule(path) ? 'Export it: export default { baseUrl: "…" }' : 'Such as { "baseUrl": "…" }.',
    })
  }
  return { path, folder: dirname(path), data }
}

function readData(path: string): Promise<unknown> {
  const extension = extname(path).toLowerCase()
  if (extension === '.json') return readText(path).then((text) => readJson(path, text))
  if (extension === '.yaml' || extension === '.yml') return readYaml(path)
  if (isModule(path)) return readModule(path, extension)
  throw new UsageError(`${path} cannot be a config file; it must end in .json, .yaml, .yml, .js, .mjs or .ts.`, {
    hint: 'Name a file with --config (M4SH_CONFIG), such as m4sh.config.yaml.',
  })
}

function isModule(path: string): boolean {
  return /\.([cm]?js|[cm]?ts)$/i.test(path)
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    const hint = 'Name one that is there with --config (M4SH_CONFIG), or none.'
    throw new UsageError(`The config file ${path} cannot be read: ${fileFault(error)}.`, { hint, cause: error })
  })
}

function readJson(path: string, text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new UsageError(`${path}:${error.line}:${error.column} is not JSON: ${error.message}.`)
  }
}

async function readYaml(path: string): Promise<unknown> {
  const [{ CORE_SCHEMA, load, Type, YAMLException }, text] = await Promise.all([import('js-yaml'), readText(path)])
  // What JSON can say, and `<<` for what is said once: `2027-01-31` is a text, and no date.
  const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (scalar) => scalar === '<<' })
  try {
    return load(text, { filename: path, schema: CORE_SCHEMA.extend({ implicit: [merge] }) })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const { line, column } = error.mark
    // The error's own message quotes the file, secrets included.
    throw new UsageError(`${path}:${line + 1}:${column + 1} is not YAML: ${error.reason}.`)
  }
}

async function readModule(path: string, extension: string): Promise<unknown> {
  await readText(path)
  try {
    if (!extension.endsWith('ts')) return defaultExport(await import(pathToFileURL(path).href))
    const { createJiti } = await import('jiti')
    return defaultExport(await createJiti(pathToFileURL(path).href).import(path))
  } catch (error) {
    throw new UsageError(`${path} failed while it was loaded: ${fileFault(error)}.`, {
      hint: 'Run again with DEBUG=1 to see where.',
      cause: error,
    })
  }
}

/** A module may export a promise: settings that are looked up. */
async function defaultExport(module: unknown): Promise<unknown> {
  return typeof module === 'object' && module !== null && 'default' in module ? await module.default : undefined
}
