import { createHash } from 'node:crypto'
import { fileFault, systemCode, UsageError } from '@m4sh/tools-core/errors'
import { firstLineFault, parseLine } from './parse-line.ts'
import { type FileLine, readLines } from './read-lines.ts'
import type { UndoEnd, UndoHeader, UndoLine, UndoSection } from './undo-lines.ts'

/** What an undo file holds, without the rows themselves. */
export interface UndoOutline {
  readonly path: string
  readonly header: UndoHeader
  /** In the order of the repair. */
  readonly sections: readonly SectionPlace[]
  readonly rows: number
  /** All rows are in it, as they were written: the run came as far as the commit. */
  readonly isWhole: boolean
  /** The run saw the commit succeed. */
  readonly isCommitted: boolean
}

/** Where the rows of a section are: bytes, `end` the first that does not belong to them. */
export interface SectionPlace {
  readonly section: UndoSection
  readonly start: number
  readonly end: number
}

/** @throws {UsageError} for what is no undo file, or cannot be read */
export async function readOutline(path: string): Promise<UndoOutline> {
  const outline = new OutlineReader(path)
  try {
    for await (const line of readLines(path)) outline.take(line)
  } catch (error) {
    if (systemCode(error) === null) throw error
    throw new UsageError(`${path} cannot be read: ${fileFault(error)}.`, { hint: 'Give the undo file with --undo.' })
  }
  return outline.toOutline()
}

type Open = { -readonly [Key in keyof SectionPlace]: SectionPlace[Key] }

class OutlineReader {
  readonly #path: string
  readonly #hash = createHash('sha256')
  readonly #sections: Open[] = []
  #header: UndoHeader | null = null
  #rows = 0
  #isWhole = false
  #isCommitted = false
  #hasEnded = false
  /** A line is none of an undo file, or stands where none of its kind does: nothing makes such a file whole. */
  #isSpoilt = false

  constructor(path: string) {
    this.#path = path
  }

  take({ bytes, start, isTorn }: FileLine): void {
    const line = isTorn ? null : parseLine(bytes)
    if (this.#header === null) {
      if (line === null || !('undo' in line)) throw noUndoFile(this.#path, firstLineFault(bytes))
      this.#header = line.undo
    } else if (line !== null && 'end' in line) this.#takeEnd(line.end)
    else if (line !== null && 'committed' in line) this.#isCommitted = this.#hasEnded = true
    // A torn line is the last one: the run was killed while it wrote it.
    else if (!isTorn) this.#takeContent(line, start + bytes.length + 1)
    this.#hash.update(bytes).update('\n')
  }

  toOutline(): UndoOutline {
    if (this.#header === null) throw noUndoFile(this.#path, 'it is empty')
    return {
      path: this.#path,
      header: this.#header,
      sections: this.#sections,
      rows: this.#rows,
      isWhole: this.#isWhole && !this.#isSpoilt,
      isCommitted: this.#isCommitted,
    }
  }

  #takeEnd(end: UndoEnd): void {
    this.#hasEnded = true
    this.#isWhole = this.#isAllOf(end)
  }

  /** @param next where the next line begins */
  #takeContent(line: UndoLine | null, next: number): void {
    // Nothing comes after the end.
    if (this.#hasEnded) this.#isSpoilt = true
    this.#isWhole = false
    const section = this.#sections.at(-1)
    if (line !== null && 'section' in line) this.#sections.push({ section: line.section, start: next, end: next })
    else if (line !== null && 'row' in line && section?.section.columns.length === line.row.length) {
      section.end = next
      this.#rows += 1
    } else this.#isSpoilt = true
  }

  #isAllOf({ rows, sha256 }: UndoEnd): boolean {
    return rows === this.#rows && sha256 === this.#hash.copy().digest('hex')
  }
}

function noUndoFile(path: string, why: string): UsageError {
  return new UsageError(`${path} is no undo file of integrity-scan, or one of another version: ${why}.`, {
    hint: 'Give the file that --fix has named.',
  })
}
