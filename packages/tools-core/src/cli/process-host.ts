import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { isatty } from 'node:tty'
import type { Command } from './command.ts'
import { describeError } from './describe-error.ts'
import type { Host, InputStream, OutputStream, StopSignal } from './host.ts'
import { runCli } from './run-cli.ts'

/**
 * Runs a command as this process: all that a bin calls. Sets `process.exitCode`, so that what was written is flushed.
 */
export async function runProcess(command: Command): Promise<void> {
  // Node would end such a process with 1, which means "findings" here.
  process.on('uncaughtException', (error) => {
    const options = { toolName: command.name, debug: Boolean(process.env['DEBUG']), color: false, secrets: [] }
    const { text, exitCode } = describeError(error, options)
    process.stderr.write(text, () => process.exit(exitCode))
  })
  process.exitCode = await runCli(command, createProcessHost())
}

/** This process as a {@link Host}. The only file that touches `process`. */
export function createProcessHost(): Host {
  let stdin: InputStream | undefined
  let stdout: OutputStream | undefined
  let stderr: OutputStream | undefined
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    // Node makes its streams when they are asked for, which takes time: a --help asks for one only.
    get stdin() {
      return (stdin ??= inputOf(process.stdin))
    },
    get stdout() {
      return (stdout ??= outputOf(process.stdout))
    },
    get stderr() {
      return (stderr ??= outputOf(process.stderr))
    },
    clock: { now: () => new Date(), monotonic: () => performance.now() },
    machine: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpus: availableParallelism(),
    },
    uuid: () => randomUUID(),
    onSignal: listenForSignals,
    quit: (exitCode) => process.exit(exitCode),
  }
}

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM']

function listenForSignals(listener: (signal: StopSignal) => void): () => void {
  for (const name of stopSignals) process.on(name, listener)
  return () => {
    for (const name of stopSignals) process.off(name, listener)
  }
}

function inputOf(stream: NodeJS.ReadStream & { fd: 0 }): InputStream {
  return { isTTY: isatty(stream.fd), chunks: () => stream }
}

/** A reader that has gone (`| head -1`) is no error: what else is written is dropped, the run goes on to its other files. */
function outputOf(stream: NodeJS.WriteStream & { fd: 1 | 2 }): OutputStream {
  let closed = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
    closed = true
  })
  return {
    isTTY: isatty(stream.fd),
    get columns() {
      return isatty(stream.fd) ? stream.columns : undefined
    },
    get closed() {
      return closed
    },
    write: (text) =>
      new Promise((resolve) => {
        if (closed) resolve()
        else stream.write(text, () => resolve())
      }),
  }
}
