import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RunError, fileFault, systemCode } from '@m4sh/tools-core/errors'
import { makeFolder } from '@m4sh/tools-core/files/make-folder'
import type { UndoHeader, UndoLine, UndoRow, UndoSection } from './undo-lines.ts'

/** Characters that are gathered before they are written. */
const bufferedLength = 256 * 1024

/** Writes an undo file as the repair goes on. Errors of the file are RunErrors that name its path. */
export class UndoFile {
  readonly path: string
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')
  #buffered: string[] = []
  #length = 0
  #rows = 0

  private constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  /**
   * Only the user may read it: it holds what was in the rows.
   * @throws {RunError} for a file that is there already, or cannot be made
   */
  static async create(path: string, header: UndoHeader): Promise<UndoFile> {
    await told(path, async () => await makeFolder(dirname(path)), 'a part of its path is a file, not a folder')
    const file = await told(path, async () => await open(path, 'wx', 0o600), 'a file of that name is there already')
    const undo = new UndoFile(path, file)
    await undo.#write({ undo: header })
    // Whatever becomes of the run, the file says whose it is.
    await undo.#flush()
    return undo
  }

  get rows(): number {
    return this.#rows
  }

  async beginSection(section: UndoSection): Promise<void> {
    await this.#write({ section })
  }

  async add(rows: readonly UndoRow[]): Promise<void> {
    for (const row of rows) await this.#write(row)
    this.#rows += rows.length
  }

  /** To be waited for before the commit: then the file is whole, and on the disk with its name. */
  async complete(): Promise<void> {
    await this.#flush()
    await this.#write({ end: { rows: this.#rows, sha256: this.#hash.copy().digest('hex') } })
    await this.#sync()
    await told(this.path, async () => await syncFolder(dirname(this.path)))
  }

  /** After the commit. What goes wrong here is not told: the database knows it as well. */
  async markCommitted(): Promise<void> {
    try {
      await this.#write({ committed: true })
      await this.#sync()
    } catch {
      // The line is for the reader, and for the time when the server has forgotten the transaction.
    }
    await this.close()
  }

  /** Leaves it as it is: what had to be on the disk is there. */
  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }

  /** After a rollback: there is nothing to undo. */
  async discard(): Promise<void> {
    await this.close()
    await rm(this.path, { force: true })
  }

  async #write(line: UndoLine): Promise<void> {
    const text = `${JSON.stringify(line)}\n`
    this.#buffered.push(text)
    this.#length += text.length
    if (this.#length >= bufferedLength) await this.#flush()
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffered.join(''))
    this.#buffered = []
    this.#length = 0
    this.#hash.update(bytes)
    await told(this.path, async () => await this.#file.appendFile(bytes))
  }

  async #sync(): Promise<void> {
    await this.#flush()
    await told(this.path, async () => await this.#file.sync())
  }
}

/** A file is only as lasting as its folder's entry of it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    // Windows has no such thing.
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes(systemCode(error) ?? '')) throw error
  } finally {
    await folder.close()
  }
}

/** @param inTheWay what it means that something is there already */
async function told<Done>(path: string, work: () => Promise<Done>, inTheWay?: string): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    const fault = systemCode(error) === 'EEXIST' ? inTheWay : undefined
    throw new RunError(`The undo file could not be written to ${path}: ${fault ?? fileFault(error)}.`, {
      hint: 'Nothing was changed. Choose another place for the undo file.',
      cause: error,
    })
  }
}
