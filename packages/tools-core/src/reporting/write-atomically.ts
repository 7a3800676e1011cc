import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { RunError } from '../cli/errors.ts'

/**
 * Writes a file whole or not at all: beside its place first, flushed, then renamed. Makes the folder where it is
 * missing; what a symbolic link names is replaced, not the link. A device or a pipe is written to as it is.
 * @throws {RunError} naming the path and what to do, for a folder that cannot be written, a full disk and the like
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const old = await stat(path).catch(() => null)
    if (old?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    // Renaming would put a file in the place of `/dev/null`.
    if (old && !old.isFile()) await writeFile(path, text)
    else await replaceFile(old ? await realpath(path) : await newPlace(path), text, old)
  } catch (error) {
    throw writeError(path, error)
  }
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

async function replaceFile(path: string, text: string, old: Stats | null): Promise<void> {
  // A short name: the file's own may be as long as names can be.
  const draft = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomUUID().slice(0, 8)}.tmp`)
  try {
    await writeDraft(draft, text, old)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeDraft(draft: string, text: string, old: Stats | null): Promise<void> {
  const file = await open(draft, 'wx')
  try {
    // Who could not read the old report cannot read the new one.
    if (old) await file.chmod(old.mode & 0o777)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ['permission was denied', 'Choose another place with --output, or make the folder writable.'],
  EPERM: ['permission was denied', 'Choose another place with --output, or make the folder writable.'],
  EROFS: ['the file system is read-only', 'Choose another place with --output.'],
  ENOSPC: ['the disk is full', 'Free some room, or choose another place with --output.'],
  EDQUOT: ['the disk quota is used up', 'Free some room, or choose another place with --output.'],
  EISDIR: ['it is a folder', 'Name a file in it with --output.'],
  ENOTDIR: ['a part of its path is a file, not a folder', 'Choose another place with --output.'],
  EEXIST: ['a part of its path is a file, not a folder', 'Choose another place with --output.'],
  ELOOP: ['its symbolic links lead in a circle', 'Choose another place with --output.'],
  EFBIG: ['it is larger than files may be', 'Choose another place with --output.'],
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter name with --output.'],
}

function writeError(path: string, cause: unknown): RunError {
  const [reason, hint] = reasons[codeOf(cause)] ?? [String(cause), 'Choose another place with --output.']
  return new RunError(`the report could not be written to ${path}: ${reason}`, { hint, cause })
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}
