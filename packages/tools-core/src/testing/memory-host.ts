import type { Clock, Host, InputStream, OutputStream, StopSignal } from '../host/host.ts'
import { ManualClock } from './manual-clock.ts'

/** The outside world of a test; what is left out is quiet, empty and no terminal. */
export interface MemoryHostOptions {
  readonly argv?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Absolute; files are real, so it is a temporary folder where files matter. */
  readonly cwd?: string
  /** What comes by stdin. `{ open: true }`: nothing, and no end either, as of a pipe that is held open. */
  readonly stdin?: string | Uint8Array | { readonly open: true }
  /** What is typed when a question is asked, in this order. Makes stdin a terminal. */
  readonly answers?: readonly string[]
  /** Makes stdout and stderr terminals, this many columns wide. */
  readonly columns?: number
  /** A {@link ManualClock} if left out. */
  readonly clock?: Clock
  /** From 0 up to 1; 0, 0.1 … 0.9 and again if left out. */
  readonly random?: () => number
  /** The real one if left out, as the files are real. */
  readonly userId?: number | null
}

/** A stream that keeps what was written. */
export interface MemoryStream extends OutputStream {
  readonly text: string
  /** The reader goes away, as `| head -1` does. */
  close(): void
}

/** A host that keeps what a command has done. */
export interface MemoryHost extends Host {
  readonly stdout: MemoryStream
  readonly stderr: MemoryStream
  /** The exit code of {@link Host.quit}, which a real host does not come back from. */
  readonly quitCode: number | undefined
  /** How many listen for stop signals: none once a command has ended. */
  readonly signalListeners: number
  /** A Ctrl-C, or another stop signal. */
  interrupt(signal?: StopSignal): void
}

/** A host that lives in memory: a test of a whole command is `await runCli(command, createMemoryHost({ argv }))`. */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const clock = options.clock ?? new ManualClock()
  const stderr = memoryStream(options.columns)
  const answers = [...(options.answers ?? [])]
  const listeners = new Set<(signal: StopSignal) => void>()
  let quitCode: number | undefined
  let uuids = 0
  let draws = 0
  return {
    argv: options.argv ?? [],
    env: options.env ?? {},
    cwd: options.cwd ?? '/',
    stdin: memoryInput(options.stdin ?? '', options.answers !== undefined),
    stdout: memoryStream(options.columns),
    stderr,
    clock,
    machine: { node: 'v20.20.0', platform: 'test-x64', cpus: 2 },
    userId: options.userId === undefined ? (process.geteuid?.() ?? null) : options.userId,
    uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
    random: options.random ?? (() => (draws++ % 10) / 10),
    ask: async (question, signal) => {
      signal?.throwIfAborted()
      await stderr.write(question)
      return answers.shift() ?? ''
    },
    onSignal: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    quit: (exitCode) => {
      quitCode ??= exitCode
    },
    get quitCode() {
      return quitCode
    },
    get signalListeners() {
      return listeners.size
    },
    interrupt: (signal = 'SIGINT') => {
      // Nobody presses twice in the same instant; a real host may see one press twice.
      if (clock instanceof ManualClock) clock.advance(1000)
      for (const listener of listeners) listener(signal)
    },
  }
}

function memoryInput(content: string | Uint8Array | { readonly open: true }, isTTY: boolean): InputStream {
  let isRead = false
  return {
    isTTY,
    async *chunks(signal) {
      if (isRead) return
      isRead = true
      if (typeof content === 'object' && 'open' in content) await aborted(signal)
      else yield typeof content === 'string' ? new TextEncoder().encode(content) : content
    },
  }
}

/** @throws the signal's reason, once it is aborted */
async function aborted(signal: AbortSignal | undefined): Promise<never> {
  for (;;) {
    signal?.throwIfAborted()
    await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
  }
}

function memoryStream(columns: number | undefined): MemoryStream {
  const decoder = new TextDecoder()
  let text = ''
  let closed = false
  return {
    isTTY: columns !== undefined,
    columns,
    get closed() {
      return closed
    },
    get text() {
      return text
    },
    close: () => {
      closed = true
    },
    write: (chunk) => {
      if (!closed) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
      return Promise.resolve()
    },
  }
}
