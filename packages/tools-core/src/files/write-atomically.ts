import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { RunError } from '../errors/errors.ts'
import { fileFault, systemCode } from '../errors/file-fault.ts'
import { makeFolder } from './make-folder.ts'

/** What a file is to the user, for messages. */
export interface FilePurpose {
  /** `the report`; "the file" if left out. */
  readonly what?: string
  /** The flag that names another place: `--output`. */
  readonly flag?: string
}

/** A text, or one that comes in pieces: it is never in memory as a whole. */
export type FileContent = string | AsyncIterable<string> | Iterable<string>

/**
 * Writes a file whole or not at all: beside its place first, flushed, then renamed. Makes the folder where it is
 * missing; what a symbolic link names is replaced, not the link. A device or a pipe is written to as it is.
 * @throws {RunError} naming the path and what to do, for a folder that cannot be written, a full disk and the like
 * @throws whatever the content throws, as it is
 */
export async function writeAtomically(path: string, content: FileContent, purpose: FilePurpose = {}): Promise<void> {
  const source = watched(content)
  try {
    await makeFolder(dirname(path))
    const old = await stat(path).catch(() => null)
    if (old?.isDirectory()) throw fault('EISDIR')
    // Renaming would put a file in the place of `/dev/null`.
    if (old && !old.isFile()) await writeFile(path, source.content)
    else await replaceFile(old ? await realpath(path) : await newPlace(path), source.content, old)
  } catch (error) {
    throw source.hasFailed() ? error : writeError(path, purpose, error)
  }
}

/** As the system would say it. */
function fault(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'open' })
}

/** Tells the content's own errors from those of the file. */
function watched(content: FileContent): { content: FileContent; hasFailed(): boolean } {
  if (typeof content === 'string') return { content, hasFailed: () => false }
  let failed = false
  async function* pieces(): AsyncGenerator<string> {
    try {
      yield* content
    } catch (error) {
      failed = true
      throw error
    }
  }
  return { content: pieces(), hasFailed: () => failed }
}

/** Where a symbolic link leads that leads to nothing yet; its folder is made. */
async function newPlace(path: string, links = 0): Promise<string> {
  const target = await readlink(path).catch(() => null)
  if (target === null) {
    await makeFolder(dirname(path))
    return path
  }
  if (links > 40) throw fault('ELOOP')
  return await newPlace(resolve(await realpath(dirname(path)), target), links + 1)
}

async function replaceFile(path: string, content: FileContent, old: Stats | null): Promise<void> {
  // A short name: the file's own may be as long as names can be.
  const draft = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomUUID().slice(0, 8)}.tmp`)
  try {
    await writeDraft(draft, content, old)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeDraft(draft: string, content: FileContent, old: Stats | null): Promise<void> {
  const file = await open(draft, 'wx')
  try {
    // Who could not read the old report cannot read the new one.
    if (old) await file.chmod(old.mode & 0o777)
    await writeFile(file, content)
    await file.sync()
  } finally {
    await file.close()
  }
}

const makeWritable = 'Choose another place%s, or make the folder writable.'
const makeRoom = 'Free some room, or choose another place%s.'

/** What to do, where that is more than to choose another place. */
const advices: Readonly<Record<string, string>> = {
  EACCES: makeWritable,
  EPERM: makeWritable,
  ENOSPC: makeRoom,
  EDQUOT: makeRoom,
  EISDIR: 'Name a file in it%s.',
  ENAMETOOLONG: 'Choose a shorter name%s.',
}

function writeError(path: string, { what = 'the file', flag }: FilePurpose, cause: unknown): RunError {
  const advice = advices[systemCode(cause) ?? ''] ?? 'Choose another place%s.'
  const hint = advice.replace('%s', flag === undefined ? '' : ` with ${flag}`)
  return new RunError(`${what} could not be written to ${path}: ${faultOf(cause)}`, { hint, cause })
}

function faultOf(cause: unknown): string {
  const code = systemCode(cause)
  // Of what is written: where folders are made, a file is in the way, or the place (`/proc`) takes none.
  if (code === 'EEXIST') return 'a part of its path is a file, not a folder'
  return code === 'ENOENT' ? 'its folder cannot be made' : fileFault(cause)
}
