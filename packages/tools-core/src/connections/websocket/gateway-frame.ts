import { isRecord } from '../../values/is-record.ts'

type Fields = Readonly<Record<string, unknown>>

/** An event, whichever of its envelopes it came in. */
export interface EventFrame {
  readonly kind: 'event'
  readonly channel: string | null
  /** Empty where the event names none. */
  readonly type: string
  /** The object of the frame that holds them, not a copy: `channel` and `type` may stand among them. */
  readonly fields: Fields
}

/** What the gateway says is wrong. */
export interface ErrorFrame {
  readonly kind: 'error'
  /** `WS_FORBIDDEN` …; empty where there is none. */
  readonly code: string
  /** Empty where there is none. */
  readonly detail: string
}

/** What the gateway says. */
export type GatewayFrame = EventFrame | ErrorFrame | { readonly kind: 'pong' } | { readonly kind: 'other' }

// One for all: they come thousands of times a second.
const pong: GatewayFrame = { kind: 'pong' }
const other: GatewayFrame = { kind: 'other' }

/**
 * Reads what came of `JSON.parse`. `{channel, payload: {type, …}}`, `{channel, type, …}` and `{channel, type, payload}` are
 * events; where both the frame and its payload have a type, that of the frame counts. Whatever the value is, nothing is
 * thrown: what cannot be understood is `other`.
 */
export function readGatewayFrame(value: unknown): GatewayFrame {
  if (!isRecord(value)) return other
  const { channel } = value
  const event = typeof value['type'] === 'string' ? value : (carriedBy(value) ?? value)
  const type = typeof event['type'] === 'string' ? event['type'] : ''
  if (type === 'pong') return pong
  if (type === 'error' || (type === '' && isRecord(event['error']))) return readError(event)
  if (type === '' && typeof channel !== 'string') return other
  const fields = carriedBy(event) ?? event
  return { kind: 'event', channel: typeof channel === 'string' ? channel : null, type, fields }
}

/** A notification has a `payload` of its own: with its id and date beside it, it is not what is carried but a part of it. */
function carriedBy(event: Fields): Fields | undefined {
  const { payload } = event
  if (!isRecord(payload)) return undefined
  const isOwn = event['id'] !== undefined && event['created_at'] !== undefined && payload['id'] === undefined
  return isOwn ? undefined : payload
}

function readError(event: Fields): ErrorFrame {
  const { error, payload } = event
  const source = isRecord(error) ? error : isRecord(payload) ? payload : event
  return { kind: 'error', code: textOf(source['code']), detail: textOf(source['detail']) }
}

/** Lists too: the framework behind the gateway tells some details so. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
