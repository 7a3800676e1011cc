/** The answer is larger than allowed. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/**
 * Reads a body, unpacked, up to a limit. Reading stops as soon as the limit is passed: a small compressed answer that
 * unpacks to gigabytes costs no more than the limit.
 * @throws {BodyTooLarge}
 */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  // An answer to HEAD announces a length and has no body.
  if (!response.body) return new Uint8Array()
  if (announcedBytes(response) > maxBytes) {
    await response.body.cancel()
    throw new BodyTooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the rest.
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** What Content-Length says; of a compressed answer it says nothing about the unpacked size. */
function announcedBytes({ headers }: Response): number {
  return headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0)
}

/** The text of a body in the charset that its Content-Type names; UTF-8 if it names none or an unknown one. */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '') ?? []
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
