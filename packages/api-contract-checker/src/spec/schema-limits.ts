import type { SchemaDeps } from './schema-deps.ts'
import { SchemaError } from './schema-error.ts'

/** A schema is written by people and generators; one of more documents is a chain without an end. */
export const MOST_DOCUMENTS = 500
/** Of all documents together. */
export const MOST_BYTES = 64 * 1024 * 1024

/** Longer timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/** The outside world, within what one schema may cost. */
export interface LimitedDeps extends SchemaDeps {
  /** Aborted when time is up, or a limit was passed: with the {@link SchemaError} that says so. */
  signal: AbortSignal
  /** Called before a document is read. @throws {SchemaError} `too-large` */
  countDocument: () => void
  /** Called with each text that was read. @throws {SchemaError} `too-large` */
  countText: (text: string) => void
}

/** Reads a schema with a bound on time, documents and bytes, whatever its references ask for. */
export async function withinLimits<T>(deps: SchemaDeps, read: (deps: LimitedDeps) => Promise<T>): Promise<T> {
  const { signal: outer, timeoutMs = 30_000 } = deps
  const controller = new AbortController()
  const stop = (): void => controller.abort(outer?.reason)
  if (outer?.aborted) stop()
  outer?.addEventListener('abort', stop)
  const timer = setTimeout(() => controller.abort(tooSlow(timeoutMs)), Math.min(timeoutMs, LONGEST_TIMER))
  try {
    return await read({ ...deps, signal: controller.signal, ...counters(controller) })
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', stop)
  }
}

function counters(controller: AbortController): Pick<LimitedDeps, 'countDocument' | 'countText'> {
  let documents = 0
  let bytes = 0
  const refuse = (says: string): never => {
    const error = new SchemaError('too-large', `The schema ${says}.`, 'Check where its references ($ref) lead.')
    controller.abort(error)
    throw error
  }
  return {
    countDocument: () => {
      documents += 1
      if (documents > MOST_DOCUMENTS) refuse(`refers to more than ${MOST_DOCUMENTS} documents`)
    },
    countText: (text) => {
      bytes += Buffer.byteLength(text)
      if (bytes > MOST_BYTES) refuse(`is larger than ${MOST_BYTES / 1024 / 1024} MiB, with all that it refers to`)
    },
  }
}

function tooSlow(timeoutMs: number): SchemaError {
  const limit = timeoutMs < 1000 ? `${timeoutMs} ms` : `${Number((timeoutMs / 1000).toFixed(1))} s`
  return new SchemaError(
    'timeout',
    `The schema, with all that it refers to, did not come within ${limit}.`,
    'Give it more time with --timeout.',
  )
}
