import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { RunError } from '../errors/errors.ts'

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
    await mkdir(dirname(path), { recursive: true })
    const old = await stat(path).catch(() => null)
    if (old?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    // Renaming would put a file in the place of `/dev/null`.
    if (old && !old.isFile()) await writeFile(path, source.content)
    else await replaceFile(old ? await realpath(path) : await newPlace(path), source.content, old)
  } catch (error) {
    throw source.hasFailed() ? error : writeError(path, purpose, error)
  }
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
    await mkdir(dirname(path), { recursive: true })
    return path
  }
  if (links > 40) throw Object.assign(new Error('too many links'), { code: 'ELOOP' })
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

const denied = 'permission was denied'
const notAFolder = 'a part of its path is a file, not a folder'

/** What happened, and what to do. */
const reasons: Readonly<Record<string, readonly [reason: string, advice?: string]>> = {
  EACCES: [denied, 'Choose another place%s, or make the folder writable.'],
  EPERM: [denied, 'Choose another place%s, or make the folder writable.'],
  EROFS: ['the file system is read-only'],
  ENOSPC: ['the disk is full', 'Free some room, or choose another place%s.'],
  EDQUOT: ['the disk quota is used up', 'Free some room, or choose another place%s.'],
  EISDIR: ['it is a folder', 'Name a file in it%s.'],
  ENOTDIR: [notAFolder],
  EEXIST: [notAFolder],
  ELOOP: ['its symbolic links lead in a circle'],
  EFBIG: ['it is larger than files may be'],
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter name%s.'],
}

function writeError(path: string, { what = 'the file', flag }: FilePurpose, cause: unknown): RunError {
  const [reason, advice = 'Choose another place%s.'] = reasons[codeOf(cause)] ?? [String(cause)]
  const hint = advice.replace('%s', flag === undefined ? '' : ` with ${flag}`)
  return new RunError(`${what} could not be written to ${path}: ${reason}`, { hint, cause })
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}
