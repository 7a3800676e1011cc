import { readFileSync } from 'node:fs'
import ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { isRecord } from '../values/is-record.ts'

/** What is wrong with a value; nothing, if nothing is. */
export type Check = (value: unknown) => readonly string[]

/** A JSON Schema that a package publishes of its reports. */
export interface PublishedSchema {
  readonly errorsOf: Check
  /** By the same schema, which takes no field that it does not describe. */
  readonly errorsOfClosed: Check
  /** By the schema of what all reports share. */
  readonly errorsOfEnvelope: Check
  /** Paths of properties that no sentence describes. */
  readonly undescribed: readonly string[]
}

type Schema = Readonly<Record<string, unknown>>

const envelopeFile = new URL('../../schema/report-envelope.schema.json', import.meta.url)

/** Reads a schema for the tests of a package. `ajv` and `ajv-formats` are whoever tests' own. */
export function readPublishedSchema(file: URL): PublishedSchema {
  const schema = readSchema(file)
  return {
    errorsOf: checkBy(schema),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a schema stays one
    errorsOfClosed: checkBy(closed(schema) as Schema),
    errorsOfEnvelope: checkBy(readSchema(envelopeFile)),
    undescribed: undescribedIn(schema, ''),
  }
}

function readSchema(file: URL): Schema {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is none is refused as it is compiled
  return JSON.parse(readFileSync(file, 'utf8')) as Schema
}

function checkBy(schema: Schema): Check {
  const ajv = new ajv2020.default({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (!isRecord(value)) return value
  const own = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]))
  // What a schema says of further fields, it means: an open map beside fields of its own.
  const isClosed = isRecord(value['properties']) && value['type'] === 'object'
  return isClosed ? { additionalProperties: false, ...own } : own
}

function undescribedIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((part, at) => undescribedIn(part, `${path}[${at}]`))
  if (!isRecord(value)) return []
  const properties = isRecord(value['properties']) ? Object.entries(value['properties']) : []
  const own = properties.flatMap(([name, part]) =>
    isRecord(part) && typeof part['description'] === 'string' && /^\S.*\.$/.test(part['description'])
      ? []
      : [`${path}.${name}`],
  )
  const deeper = Object.entries(value).flatMap(([key, part]) => undescribedIn(part, `${path}.${key}`))
  return [...own, ...deeper]
}
