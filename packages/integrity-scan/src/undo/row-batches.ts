import { RunError } from '@m4sh/tools-core/errors'
import { parseLine } from './parse-line.ts'
import { readLines } from './read-lines.ts'
import type { SectionPlace } from './read-outline.ts'
import type { UndoRow } from './undo-lines.ts'

const mostRows = 1000
/** Bytes in the file. */
const mostBytes = 4 * 1024 * 1024

/** Rows of a section, as many at a time as memory and statements bear. */
export async function* rowBatches(path: string, { start, end }: SectionPlace): AsyncGenerator<readonly UndoRow[]> {
  let batch: UndoRow[] = []
  let size = 0
  for await (const { bytes } of readLines(path, { start, end })) {
    const line = parseLine(bytes)
    if (line === null || !('row' in line))
      throw new RunError(`${path} has changed while it was read. Nothing was changed in the database.`, {
        hint: 'Take the file as the repair has left it, and try again.',
      })
    batch.push(line)
    size += bytes.length
    if (batch.length < mostRows && size < mostBytes) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length > 0) yield batch
}
