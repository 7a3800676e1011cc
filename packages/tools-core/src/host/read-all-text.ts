import { RunError } from '../errors/errors.ts'
import type { InputStream } from './host.ts'

/** How long and how much is read. */
export interface ReadOptions {
  /** Ends the waiting for an input that does not end. */
  readonly signal?: AbortSignal
  /** 64 MiB if left out. */
  readonly maxBytes?: number
}

/**
 * The whole input as text. UTF-8, a byte order mark is dropped.
 * @throws {RunError} if it is larger than the limit
 * @throws the signal's reason, as soon as it is aborted
 */
export async function readAllText(
  input: InputStream,
  { signal, maxBytes = 64 * 1024 * 1024 }: ReadOptions = {},
): Promise<string> {
  signal?.throwIfAborted()
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let size = 0
  try {
    for await (const chunk of input.chunks(signal)) {
      size += chunk.byteLength
      if (size > maxBytes) throw tooLarge(maxBytes)
      text += decoder.decode(chunk, { stream: true })
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
  return text + decoder.decode()
}

function tooLarge(maxBytes: number): RunError {
  const limit = maxBytes < 1024 * 1024 ? `${maxBytes} bytes` : `${Number((maxBytes / 1024 / 1024).toFixed(1))} MiB`
  return new RunError(`Standard input holds more than ${limit}, which is the most that is read.`, {
    hint: 'Is it the right input?',
  })
}
