import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RunError } from '@m4sh/tools-core/cli'
import { Client } from 'pg'
import { findBinaries, type PostgresBinaries, type ServerUser } from './postgres-binaries.ts'

export interface EmbeddedPostgres {
  /** `postgresql://m4sh:m4sh@127.0.0.1:40123/m4sh` */
  url: string
  /** Ends the server and, where the data was not to be kept, removes it. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the data; `null` for one that goes with the server. */
  dataFolder: string | null
}

/** Printed by the sandbox anyway, and only to be reached from this machine. */
const user = 'm4sh'
const database = 'm4sh'
const tries = 5

/**
 * Starts a PostgreSQL of its own on loopback and a free port.
 * @throws {RunError} where there is no PostgreSQL for this platform, no room, or the data is in use
 */
export async function startEmbeddedPostgres({ dataFolder }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const scratch = await mkdtemp(join(tmpdir(), 'm4sh-sandbox-'))
  try {
    // Whoever runs the server has to get in.
    await chmod(scratch, 0o755)
    const runAs = await serverUser()
    const binaries = await findBinaries(runAs, scratch)
    const data = dataFolder ?? join(scratch, 'data')
    await prepareData(binaries, data, runAs, scratch)
    const server = await startServer(binaries, data, { runAs, scratch, isKept: dataFolder !== null })
    await createDatabase(server.port)
    return {
      url: `postgresql://${user}:${user}@127.0.0.1:${server.port}/${database}`,
      stop: async () => {
        await stopServer(server.process)
        await rm(scratch, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    throw error
  }
}

/** For root a user without rights of its own; everybody else runs the server as themselves. */
async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const passwd = await readFile('/etc/passwd', 'utf8')
  const entries = passwd.split('\n').map((line) => line.split(':'))
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody')
  if (entry === undefined)
    throw new RunError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.', {
      hint: 'Start the sandbox as another user.',
    })
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

async function prepareData(
  { initdb }: PostgresBinaries,
  data: string,
  runAs: ServerUser | null,
  scratch: string,
): Promise<void> {
  if ((await readVersion(data)) !== null) return
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (runAs) await chown(data, runAs.uid, runAs.gid)
  const passwordFile = join(scratch, 'password')
  await writeFile(passwordFile, `${user}\n`)
  const { code, output } = await runToEnd(
    initdb,
    [
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
    ],
    runAs,
  )
  if (code !== 0)
    throw new RunError(`PostgreSQL could not lay out its data in ${data}:\n${lastLines(output)}`, {
      hint: 'Is there room on the disk, and may this user write there? --data DIR names another folder.',
    })
}

async function readVersion(data: string): Promise<string | null> {
  return await readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  )
}

async function runToEnd(
  command: string,
  args: readonly string[],
  runAs: ServerUser | null,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { ...runAs, stdio: ['ignore', 'pipe', 'pipe'] })
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
  return { code, output }
}

function lastLines(output: string, count = 5): string {
  return output
    .trim()
    .split('\n')
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n')
}

interface ServerPlace {
  runAs: ServerUser | null
  scratch: string
  isKept: boolean
}

interface RunningServer {
  process: ChildProcess
  port: number
}

/** PostgreSQL cannot choose a port by itself: one that is free now may be taken a moment later. */
async function startServer({ postgres }: PostgresBinaries, data: string, place: ServerPlace): Promise<RunningServer> {
  let output = ''
  for (let attempt = 0; attempt < tries; attempt++) {
    const port = await freePort()
    const args = serverArguments(data, port, place)
    // A group of its own: Ctrl-C on the terminal is for the sandbox, which then stops the server in its turn.
    const child = spawn(postgres, args, { ...place.runAs, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    const started = await waitUntilReady(child)
    if (started.isReady) {
      watchOver(child, place)
      return { process: child, port }
    }
    output = started.output
    if (!/Address already in use|could not create any TCP/i.test(output)) break
  }
  throw new RunError(`PostgreSQL did not start on ${data}:\n${lastLines(output)}`, { hint: hintFor(output) })
}

function serverArguments(data: string, port: number, { isKept }: ServerPlace): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    // What is thrown away at the end need not survive a power cut.
    ...(isKept ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function hintFor(output: string): string {
  if (/lock file "postmaster\.pid" already exists/.test(output))
    return 'Another sandbox uses this folder: stop it, or give another one with --data DIR.'
  if (/not compatible with this version|initialized by PostgreSQL version/.test(output))
    return 'Another version of PostgreSQL wrote this folder: give another one with --data DIR.'
  if (/No space left/i.test(output)) return 'Make room on the disk, or give a folder elsewhere with --data DIR.'
  return 'Give a running PostgreSQL instead: --database-url postgresql://user:password@localhost:5432/m4sh'
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

async function waitUntilReady(child: ChildProcess): Promise<{ isReady: boolean; output: string }> {
  let output = ''
  return await new Promise((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      // Later on the log is read, so that the pipe never fills, and forgotten.
      if (output.length < 64_000) output += chunk.toString()
      if (output.includes('ready to accept connections')) resolve({ isReady: true, output })
    })
    child.once('error', (error) => resolve({ isReady: false, output: output + error.message }))
    child.once('close', () => resolve({ isReady: false, output }))
  })
}

/**
 * Ends the server and removes its data when this process is gone without having done so (SIGKILL, a crash): a shell waits
 * for the end of a pipe that only this process holds open.
 */
function watchOver(server: ChildProcess, { scratch }: ServerPlace): void {
  if (process.platform === 'win32') return
  const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null && sleep 1; rm -rf -- "$2"'
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(server.pid), scratch], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.unref()
  // The process may end while the pipe and the server are there.
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  // Once the server is stopped in order, its number may belong to somebody else.
  server.once('exit', () => guard.kill('SIGKILL'))
}

async function createDatabase(port: number): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user, password: user, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } finally {
    await client.end()
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGQUIT'), 5000)
  await ended
  clearTimeout(timer)
}
