import { isRecord, JsonError, parseJson } from '@m4sh/tools-core/values'
import { CORE_SCHEMA, load, loadAll, Type, YAMLException } from 'js-yaml'
import { say } from '../language/phrases.ts'
import { describePage, isHtml } from './html-page.ts'
import { noteJsonLines, yamlListener, type OperationLines } from './operation-lines.ts'
import { SchemaError } from './schema-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** No timestamps, so that `2024-01-01` stays text and `on:` a word; merge keys are widely used and stay. */
const yamlSchema = CORE_SCHEMA.extend({
  implicit: [new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: unknown) => text === '<<' })],
})

/** What goes with the reading of a text. */
interface Reading {
  /** Names the source in messages. */
  shown: string
  warnings: string[]
  /** Told where the operations stand, as far as the text can be read by its own rules. */
  lines?: OperationLines | undefined
}

/**
 * Reads JSON or YAML, whatever its name or content type says.
 * @throws {SchemaError} `syntax`, `html`, `empty`
 */
export function parseDocument(text: string, reading: Reading): unknown {
  const { shown } = reading
  const body = text.replace(/^\uFEFF/, '')
  if (body.trim() === '')
    throw new SchemaError('empty', `${shown} is empty where an OpenAPI document was wanted.`, advice)
  if (isHtml(body)) throw describePage({ body, url: '', withheld: null }, shown, (url) => url)
  if (/^\s*</.test(body))
    throw new SchemaError('syntax', `${shown} holds XML or HTML where JSON or YAML was wanted.`, advice)
  return /^\s*[{[]/.test(body) ? readJson(body, reading) : parseYaml(body, reading)
}

const advice = 'Check what makes the schema; --schema-url names another source.'

function readJson(body: string, { shown, warnings, lines }: Reading): unknown {
  try {
    const value = parseJson(body)
    if (lines !== undefined) noteJsonLines(body, lines)
    return value
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    // YAML's flow style also begins with a brace, and forgives trailing commas and comments.
    const relaxed = tryYaml(body)
    if (relaxed === undefined) throw brokenJson(body, shown, error)
    const { message: fault, line, column } = error
    warnings.push(
      say('{file} is no valid JSON ({fault} (line {#line}, column {#column})); it was read as YAML.', {
        file: shown,
        fault,
        line,
        column,
      }),
    )
    return relaxed
  }
}

function tryYaml(body: string): unknown {
  try {
    return load(body, { schema: yamlSchema, json: true })
  } catch {
    return undefined
  }
}

function brokenJson(body: string, shown: string, error: JsonError): SchemaError {
  // In the middle of a text it counts from its quote.
  const isCut = error.isAtEnd || !/[}\]]\s*$/.test(body)
  return new SchemaError(
    'syntax',
    `${shown} is no valid JSON: ${jsonFault(error)}.${isCut ? ' It seems to be cut off.' : ''}`,
    isCut ? 'Fetch or write it again; --schema-url names another source.' : advice,
    error,
  )
}

function jsonFault({ message, line, column }: JsonError): string {
  return `${message} (line ${line}, column ${column})`
}

function parseYaml(body: string, { shown, warnings, lines }: Reading): unknown {
  try {
    return load(body, { schema: yamlSchema, ...(lines === undefined ? {} : { listener: yamlListener(lines) }) })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const reason = error.reason ?? ''
    if (/duplicated mapping key/.test(reason)) return parseWithDuplicates(body, shown, warnings, error)
    if (/single document/.test(reason)) return firstApiDocument(body, shown, warnings)
    throw brokenYaml(shown, error)
  }
}

/** As JSON does: of two equal keys the last one counts. */
function parseWithDuplicates(body: string, shown: string, warnings: string[], first: YAMLException): unknown {
  warnings.push(
    say('{file} has a key twice in one mapping ({@place}); the last one counts.', { file: shown, place: place(first) }),
  )
  try {
    return load(body, { schema: yamlSchema, json: true })
  } catch (error) {
    if (error instanceof YAMLException) throw brokenYaml(shown, error)
    throw error
  }
}

function firstApiDocument(body: string, shown: string, warnings: string[]): unknown {
  const documents: unknown[] = []
  try {
    loadAll(body, (document) => documents.push(document), { schema: yamlSchema, json: true })
  } catch (error) {
    if (error instanceof YAMLException) throw brokenYaml(shown, error)
    throw error
  }
  warnings.push(
    say('{file} holds {#count} YAML documents; the first OpenAPI document among them is read.', {
      file: shown,
      count: documents.length,
    }),
  )
  return (
    documents.find((document) => isRecord(document) && ('openapi' in document || 'swagger' in document)) ?? documents[0]
  )
}

function brokenYaml(shown: string, error: YAMLException): SchemaError {
  const tab = /tab/.test(error.reason ?? '') ? ' YAML is indented with spaces, never with tabs.' : ''
  return new SchemaError(
    'syntax',
    `${shown} is neither JSON nor valid YAML: ${error.reason ?? error.message} (${place(error)}).${tab}`,
    advice,
    error,
  )
}

function place({ mark }: YAMLException): string {
  return mark === undefined
    ? say('place unknown')
    : say('line {#line}, column {#column}', { line: mark.line + 1, column: mark.column + 1 })
}
