import { spawn } from 'node:child_process'
import { chown, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RunError, systemCode } from '@m4sh/tools-core/errors'
import { makeFolder } from '@m4sh/tools-core/files/make-folder'
import { complaintsIn } from './complaints.ts'
import type { ProcessGuard } from './process-guard.ts'
import type { ServerUser } from './server-user.ts'

export interface DataFolderParts {
  readonly initdb: string
  /** Superuser of the server, and its password. */
  readonly user: string
  readonly runAs: ServerUser | null
  /** For files that are needed while it is laid out. */
  readonly scratch: string
  readonly guard: ProcessGuard
  /** Gives up. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Lays out PostgreSQL's data in a folder, unless it is there already.
 * @throws {RunError} where the folder holds something else, or cannot be written to
 */
export async function prepareDataFolder(data: string, parts: DataFolderParts): Promise<void> {
  if (await isLaidOut(data)) return
  await makeEmptyFolder(data, parts.runAs)
  const passwordFile = join(parts.scratch, 'password')
  await writeFile(passwordFile, `${parts.user}\n`)
  const { code, output } = await runInitdb(data, passwordFile, parts)
  parts.signal?.throwIfAborted()
  if (code !== 0)
    throw new RunError(`PostgreSQL could not lay out its data in ${data}:\n${complaintsIn(output)}`, {
      hint: hintFor(output, parts.runAs),
    })
}

async function isLaidOut(data: string): Promise<boolean> {
  return await readFile(join(data, 'PG_VERSION'), 'utf8').then(
    () => true,
    () => false,
  )
}

/** Looked at before it is given to the server's user: it may be anybody's, and hold anything. */
async function makeEmptyFolder(data: string, runAs: ServerUser | null): Promise<void> {
  try {
    await makeFolder(data, 0o700)
    const [first] = await readdir(data)
    if (first !== undefined)
      throw new RunError(`The folder ${data} holds something else already, such as "${first}".`, {
        hint: 'Give a new or an empty folder with --data DIR, or one that a sandbox has filled.',
      })
    if (runAs) await chown(data, runAs.uid, runAs.gid)
  } catch (error) {
    if (error instanceof RunError) throw error
    throw new RunError(`The folder ${data} cannot be used for data: ${reasonOf(error)}.`, {
      hint: 'Give another one with --data DIR.',
      cause: error,
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOENT: 'nothing can be made there',
  EEXIST: 'it is a file, or lies below one',
  ENOTDIR: 'it is a file, or lies below one',
  ENOSPC: 'no space is left on the disk',
}

function reasonOf(error: unknown): string {
  return reasons[systemCode(error) ?? ''] ?? String(error)
}

async function runInitdb(
  data: string,
  passwordFile: string,
  { initdb, user, runAs, guard, signal }: DataFolderParts,
): Promise<{ code: number | null; output: string }> {
  const args = [
    `--pgdata=${data}`,
    `--username=${user}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // The same order of texts on every machine.
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--no-sync',
    '--no-instructions',
  ]
  // A group of its own: Ctrl-C on the terminal is for the sandbox.
  const child = spawn(initdb, args, {
    uid: runAs?.uid,
    gid: runAs?.gid,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  guard.watch(child)
  const giveUp = (): void => void child.kill('SIGINT')
  signal?.addEventListener('abort', giveUp)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve(null)
    })
    child.once('close', resolve)
  })
  signal?.removeEventListener('abort', giveUp)
  return { code, output }
}

function hintFor(output: string, runAs: ServerUser | null): string {
  // It was empty a moment ago.
  if (/exists but is not empty/.test(output))
    return 'Another sandbox is filling this folder: wait until it is up and has been stopped, or give another one with --data DIR.'
  if (/No space left|free disk space/i.test(output))
    return 'Make room on the disk, or give a folder elsewhere with --data DIR.'
  if (runAs && /Permission denied/i.test(output))
    return `PostgreSQL runs as "${runAs.name}" here, who must be able to enter every folder above: --data DIR names another one.`
  return 'May this user write there? --data DIR names another folder.'
}
