import { createReadStream } from 'node:fs'

export interface FileLine {
  /** Without its end. */
  readonly bytes: Buffer
  /** Of its first byte in the file. */
  readonly start: number
  /** The file ends within it. */
  readonly isTorn: boolean
}

const lineFeed = 0x0a

/**
 * Lines of a file, or of a part of it that begins with one, one after another.
 * @param range in bytes; `end` is the first that does not belong to it
 */
export async function* readLines(
  path: string,
  range: { readonly start: number; readonly end: number } = { start: 0, end: Infinity },
): AsyncGenerator<FileLine> {
  if (range.end <= range.start) return
  let pieces: Buffer[] = []
  let { start } = range
  for await (const chunk of createReadStream(path, { start, end: range.end - 1 })) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no encoding was asked for
    let rest = chunk as Buffer
    for (let at = rest.indexOf(lineFeed); at !== -1; at = rest.indexOf(lineFeed)) {
      const bytes = Buffer.concat([...pieces, rest.subarray(0, at)])
      yield { bytes, start, isTorn: false }
      start += bytes.length + 1
      pieces = []
      rest = rest.subarray(at + 1)
    }
    if (rest.length > 0) pieces.push(rest)
  }
  const bytes = Buffer.concat(pieces)
  if (bytes.length > 0) yield { bytes, start, isTorn: true }
}
