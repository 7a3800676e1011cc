import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RunError } from '../../errors/errors.ts'
import { fileFault, systemCode } from '../../errors/file-fault.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import type { Language } from '../../language/index.ts'
import { generator, renderHistory } from './history-page.ts'
import { type History, namesIn, readHistory } from './read-history.ts'

/** Where the page of a history stands, and what it shows. */
export interface WrittenIndex {
  readonly path: string
  readonly history: History
}

/** How the page is made. */
export interface IndexOptions {
  readonly language: Language
  /** What to do where it cannot be written. */
  readonly hint: string
}

/** As often as a folder that changes all the time is looked at again. */
const mostTimes = 20

/**
 * Renders `index.html` of a folder anew, from all that lies there. Runs that end at the same time each do so: whoever has
 * written looks again afterwards, and writes anew where another run has come meanwhile. So the last page has all of them.
 * @throws {RunError} for a folder that cannot be read or written, and where `index.html` is somebody else's page
 */
export async function writeIndex(folder: string, { hint, language }: IndexOptions): Promise<WrittenIndex> {
  const path = join(folder, 'index.html')
  await refuseForeign(path, hint)
  for (let time = 1; ; time++) {
    const history = await readHistory(folder).catch((error: unknown) => {
      throw new RunError(`the history in ${folder} cannot be read: ${fileFault(error)}`, { hint, cause: error })
    })
    await writeAtomically(path, renderHistory(history, language), { what: 'the history' })
    const now = await namesIn(folder).catch(() => history.names)
    if (isSame(now, history.names) || time === mostTimes) return { path, history }
  }
}

/** Somebody's page of that name would be lost. */
async function refuseForeign(path: string, hint: string): Promise<void> {
  const html = await beginningOf(path).catch((error: unknown) => {
    throw new RunError(`the history cannot be written to ${path}: ${fileFault(error)}`, {
      hint,
      cause: error,
    })
  })
  if (html.trim() === '' || html.includes(`content="${generator}"`)) return
  throw new RunError(`the history is not written to ${path}: that page is no history, and would be lost`, {
    hint: `${hint} Or move the page away.`,
  })
}

/** Enough of it to see what made it; nothing of what is not there, or a device. @throws for a folder, as the system would */
async function beginningOf(path: string): Promise<string> {
  const stats = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (stats?.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR', syscall: 'open' })
  if (!stats?.isFile()) return ''
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4096) })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at])
}
