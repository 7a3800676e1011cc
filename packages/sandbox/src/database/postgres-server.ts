import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { RunError } from '@m4sh/tools-core/cli'
import { complaintsIn } from './complaints.ts'
import type { ProcessGuard } from './process-guard.ts'
import type { ServerUser } from './server-user.ts'

export interface ServerOptions {
  /** Path of the program. */
  readonly postgres: string
  readonly data: string
  /** Whether the data outlives the server, and so must survive a power cut. */
  readonly isKept: boolean
  readonly runAs: ServerUser | null
  readonly guard: ProcessGuard
}

export interface PostgresServer {
  readonly port: number
  /** Comes when the server ends, whoever has ended it, with the last that it has said. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const tries = 5
/** Of the log, so much is kept for the case that the server ends. */
const logLength = 4096

/**
 * Starts PostgreSQL on loopback. It cannot choose a port by itself: one that is free now may be taken a moment later.
 * @throws {RunError} where it does not start
 */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  let output = ''
  for (let attempt = 0; attempt < tries; attempt++) {
    const port = await freePort()
    const started = await tryToStart(options, port)
    if ('port' in started) return started
    output = started.output
    if (!/Address already in use|could not create any TCP/i.test(output)) break
  }
  throw new RunError(`PostgreSQL did not start on ${options.data}:\n${complaintsIn(output)}`, { hint: hintFor(output) })
}

async function tryToStart(options: ServerOptions, port: number): Promise<PostgresServer | { output: string }> {
  const { postgres, runAs, guard } = options
  // A group of its own: Ctrl-C on the terminal is for the sandbox, which then stops the server in its turn.
  const child = spawn(postgres, serverArguments(options, port), {
    uid: runAs?.uid,
    gid: runAs?.gid,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  guard.watch(child)
  const log = readLog(child)
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`${log.text}\nended with ${signal ?? code ?? 'nothing'}`))
    child.once('error', (error) => resolve(log.text + error.message))
  })
  const output = await Promise.race([log.ready, ended])
  return output === null ? { port, ended, stop: () => stopServer(child) } : { output }
}

function serverArguments({ data, isKept }: ServerOptions, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    ...(isKept ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Reads the log as long as the server runs, so that the pipe never fills. */
function readLog({ stderr }: ChildProcess): { readonly text: string; readonly ready: Promise<null> } {
  let text = ''
  const ready = new Promise<null>((resolve) => {
    stderr?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-logLength)
      if (text.includes('ready to accept connections')) resolve(null)
    })
  })
  return {
    ready,
    get text() {
      return text
    },
  }
}

function hintFor(output: string): string {
  if (/lock file "postmaster\.pid" already exists/.test(output))
    return 'Another sandbox uses this folder: stop it, or give another one with --data DIR.'
  if (/not compatible with this version|initialized by PostgreSQL version/.test(output))
    return 'Another version of PostgreSQL wrote this folder: give another one with --data DIR.'
  if (/No space left|free disk space/i.test(output))
    return 'Make room on the disk, or give a folder elsewhere with --data DIR.'
  if (/postgresql\.conf|pg_control|database system files/.test(output))
    return 'Another sandbox is filling the folder right now, or a start that was cut off has left it half done: wait and try again, or give another one with --data DIR.'
  return 'Give an empty database of a PostgreSQL that runs already, with --database-url.'
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port')
  return address.port
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), 5000)
  await ended
  clearTimeout(timer)
}
