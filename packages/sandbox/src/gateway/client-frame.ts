import { ProtocolError } from './protocol-error.ts'

/** What a client sent: a JSON object with a type. */
export interface ClientFrame {
  readonly type: string
  readonly [field: string]: unknown
}

/** @throws {ProtocolError} for what is no such object */
export function parseClientFrame(data: Buffer, isBinary: boolean): ClientFrame {
  if (isBinary) throw malformed('a binary frame came: JSON in a text frame is wanted')
  const value = parseJson(data.toString())
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(`${describe(value)} came: a JSON object is wanted`)
  if (!isClientFrame(value)) throw malformed('the object has no "type" that is a text')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('the frame is no JSON')
  }
}

function isClientFrame(value: object): value is ClientFrame {
  return 'type' in value && typeof value.type === 'string'
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  return value === null ? 'null' : `a ${typeof value}`
}

export function malformed(detail: string): ProtocolError {
  return new ProtocolError('WS_MALFORMED_JSON', detail)
}
