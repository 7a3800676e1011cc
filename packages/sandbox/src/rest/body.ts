import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { apiError, unsupportedMediaType, validationError } from './errors.ts'
import { readFields, schemaOf, typeOf, type Fields, type JsonSchema, type ValuesOf } from './fields/field.ts'
import { jsonObject } from './fields/json.ts'
import { isRecord } from '@m4sh/tools-core/values'

/** A body as it came. */
export interface RawBody {
  /** Media type without its parameters, in small letters; empty where none was told. */
  readonly mediaType: string
  readonly contentType: string
  readonly bytes: Buffer
}

/** What an endpoint takes, and how it is read. */
export interface BodyReader<B> {
  /** Name of the component in the schema. */
  readonly name: string
  readonly schema: JsonSchema
  readonly mediaTypes: readonly string[]
  /** Those whose bytes are the value itself. */
  readonly rawMediaTypes?: readonly string[]
  read(raw: RawBody): B | Promise<B>
}

/** A JSON object with these fields; others are ignored. */
export function jsonBody<F extends Fields>(name: string, fields: F): BodyReader<ValuesOf<F>> {
  return {
    name,
    schema: schemaOf(fields),
    mediaTypes: ['application/json'],
    read: (raw) => readFields(fields, parseObject(raw)),
  }
}

/** Any JSON object that can be kept. */
export function anyJsonBody(name: string): BodyReader<Readonly<Record<string, unknown>>> {
  const field = jsonObject()
  return {
    name,
    schema: field.schema,
    mediaTypes: ['application/json'],
    read: (raw) => {
      const reading = field.read(parseObject(raw))
      if ('problem' in reading) throw validationError({ non_field_errors: reading.problem })
      return reading.value
    },
  }
}

function parseObject(raw: RawBody): Readonly<Record<string, unknown>> {
  // As Django REST Framework: no body is an empty one, whatever it is said to be.
  if (raw.bytes.length === 0) return {}
  if (raw.mediaType !== 'application/json') throw unsupportedMediaType(raw.mediaType)
  const value = parseJson(raw.bytes)
  if (!isRecord(value)) {
    const message = `Invalid data. Expected a dictionary, but got ${typeOf(value)}.`
    throw validationError({ non_field_errors: [message] })
  }
  return value
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'the body is not UTF-8'
    throw apiError(400, 'PARSE_ERROR', `JSON parse error - ${reason}`)
  }
}

/**
 * Bodies are kept as they came until an endpoint asks: who may not call it, or calls it for what is not there, is told so
 * whatever the body looks like.
 */
export function keepBodies(app: FastifyInstance, maxBytes: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (request: { headers: Headers }, payload: Readable) => ({
    ...mediaTypeOf(request.headers['content-type'] ?? ''),
    bytes: await readUpTo(payload, maxBytes),
  }))
}

interface Headers {
  readonly 'content-type'?: string | undefined
}

function mediaTypeOf(contentType: string): { readonly mediaType: string; readonly contentType: string } {
  const [mediaType = ''] = contentType.split(';', 1)
  return { mediaType: mediaType.trim().toLowerCase(), contentType }
}

/** A body beyond the limit is read on, but not for ever: who still sends does not see the answer. */
const drainedBytes = 64 * 1024 * 1024
const drainedMs = 3000

async function readUpTo(payload: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Destroyed, it would take the connection with it, and nothing could be answered.
  for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) break
    chunks.push(chunk)
  }
  if (length <= maxBytes) return Buffer.concat(chunks, length)
  await drain(payload)
  throw apiError(413, 'PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
    headers: { connection: 'close' },
  })
}

/** Until the end of a body, until there was enough of it, or until its sender has had enough time. */
async function drain(payload: Readable): Promise<void> {
  let length = 0
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, drainedMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    payload.once('end', end).once('close', end)
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > drainedBytes) end()
    })
    payload.resume()
  })
}

const noBody: RawBody = { mediaType: '', contentType: '', bytes: Buffer.alloc(0) }

/** The body of a request that has gone through {@link keepBodies}. */
export function rawBodyOf(body: unknown): RawBody {
  return isRawBody(body) ? body : noBody
}

function isRawBody(body: unknown): body is RawBody {
  return isRecord(body) && Buffer.isBuffer(body['bytes'])
}
