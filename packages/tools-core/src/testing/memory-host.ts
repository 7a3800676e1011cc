import type { Clock, Host, InputStream, OutputStream, StopSignal } from '../cli/host.ts'

/** The outside world of a test; what is left out is quiet, empty and no terminal. */
export interface MemoryHostOptions {
  readonly argv?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Absolute; files are real, so it is a temporary folder where files matter. */
  readonly cwd?: string
  /** What comes by stdin. */
  readonly stdin?: string | Uint8Array
  /** Makes stdout and stderr terminals, this many columns wide. */
  readonly columns?: number
  /** A {@link ManualClock} if left out. */
  readonly clock?: Clock
}

/** A stream that keeps what was written. */
export interface MemoryStream extends OutputStream {
  readonly text: string
  /** The reader goes away, as `| head -1` does. */
  close(): void
}

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

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #elapsedMs = 0
  readonly #start: Date

  constructor(start: Date = new Date('2026-01-01T00:00:00.000Z')) {
    this.#start = start
  }

  now(): Date {
    return new Date(this.#start.getTime() + this.#elapsedMs)
  }

  monotonic(): number {
    return this.#elapsedMs
  }

  advance(ms: number): void {
    this.#elapsedMs += ms
  }
}

/** A host that lives in memory: a test of a whole command is `await runCli(command, createMemoryHost({ argv }))`. */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const clock = options.clock ?? new ManualClock()
  const listeners = new Set<(signal: StopSignal) => void>()
  let quitCode: number | undefined
  let uuids = 0
  return {
    argv: options.argv ?? [],
    env: options.env ?? {},
    cwd: options.cwd ?? '/',
    stdin: memoryInput(options.stdin ?? ''),
    stdout: memoryStream(options.columns),
    stderr: memoryStream(options.columns),
    clock,
    machine: { node: 'v20.20.0', platform: 'test-x64', cpus: 2 },
    uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
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

function memoryInput(content: string | Uint8Array): InputStream {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    isTTY: false,
    async *chunks() {
      yield bytes
    },
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
