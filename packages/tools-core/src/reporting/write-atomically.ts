import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RunError } from '../cli/errors.ts'

/**
 * Writes a file whole or not at all: beside its place first, flushed, then renamed. Makes the folder where it is missing.
 * @throws {RunError} naming the path and what to do, for a folder that cannot be written, a full disk and the like
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`)
  try {
    await mkdir(dirname(path), { recursive: true })
    if ((await stat(path).catch(() => null))?.isDirectory())
      throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
    await writeDraft(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw writeError(path, error)
  }
}

async function writeDraft(draft: string, text: string): Promise<void> {
  const file = await open(draft, 'wx')
  try {
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
  ENAMETOOLONG: ['its name is too long', 'Choose a shorter name with --output.'],
}

function writeError(path: string, cause: unknown): RunError {
  const { code = '', message } = cause as NodeJS.ErrnoException
  const [reason, hint] = reasons[code] ?? [message, 'Choose another place with --output.']
  return new RunError(`the report could not be written to ${path}: ${reason}`, { hint, cause })
}
