import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { addAbortSignal } from 'node:stream'
import { isatty } from 'node:tty'
import { RunError, UsageError } from '../errors/errors.ts'
import { fileFault } from '../errors/file-fault.ts'
import type { Host, InputStream, OutputStream, StopSignal } from './host.ts'
import { systemClock } from './system-clock.ts'

/** This process as a {@link Host}. The only file that touches `process`, beside `runProcess`. */
export function createProcessHost(): Host {
  let stdin: InputStream | undefined
  let stdout: OutputStream | undefined
  let stderr: OutputStream | undefined
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: workingFolder(),
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
    clock: systemClock,
    machine: {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cpus: availableParallelism(),
    },
    userId: process.geteuid?.() ?? null,
    uuid: () => randomUUID(),
    random: () => Math.random(),
    ask,
    onSignal: listenForSignals,
    quit: (exitCode) => process.exit(exitCode),
  }
}

function workingFolder(): string {
  try {
    return process.cwd()
  } catch (error) {
    throw new UsageError('The working directory does not exist any more.', {
      hint: 'Change to a folder that does.',
      cause: error,
    })
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
  let isRead = false
  return {
    isTTY: isatty(stream.fd),
    async *chunks(signal) {
      if (isRead) return
      isRead = true
      // The signal destroys the stream: a process that waits for input cannot end.
      yield* signal ? addAbortSignal(signal, stream) : stream
    },
  }
}

async function ask(question: string, signal?: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  // Not as a terminal: readline would take Ctrl-C for itself.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  try {
    const ended = new Promise<string>((resolve) => void lines.once('close', () => resolve('')))
    return await Promise.race([lines.question(question, signal ? { signal } : {}), ended])
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    lines.close()
  }
}

/**
 * A reader that has gone (`| head -1`) is no error: what else is written is dropped, the run goes on to its other files.
 * Whoever writes a report to a full disk is told; what a run says beside it is not worth the run.
 */
function outputOf(stream: NodeJS.WriteStream & { fd: 1 | 2 }): OutputStream {
  let closed = false
  let failure: RunError | null = null
  const note = (error: NodeJS.ErrnoException): void => {
    const isGone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
    if (isGone || stream.fd === 2) closed = failure === null
    else
      failure ??= new RunError(`Standard output cannot be written: ${fileFault(error)}.`, {
        hint: 'Send it to another place.',
        cause: error,
      })
  }
  stream.on('error', note)
  return {
    isTTY: isatty(stream.fd),
    get columns() {
      return isatty(stream.fd) ? stream.columns || undefined : undefined
    },
    get closed() {
      return closed
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        const settle = (): void => (failure === null ? resolve() : reject(failure))
        if (closed || failure !== null) return settle()
        stream.write(text, (error) => {
          // It comes before the event.
          if (error) note(error)
          settle()
        })
      }),
  }
}
