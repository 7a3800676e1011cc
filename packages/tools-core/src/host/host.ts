/** The signals that end a run early. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** One of the two output streams. */
export interface OutputStream {
  readonly isTTY: boolean
  /** Width in columns, of a terminal only. */
  readonly columns: number | undefined
  /** True once the reader has gone (`tool | head -1`). Later writes are dropped; a watching command should end. */
  readonly closed: boolean
  /** Resolves when the text was handed to the operating system. */
  write(text: string | Uint8Array): Promise<void>
}

/** What comes in: the standard input of a process. */
export interface InputStream {
  readonly isTTY: boolean
  /**
   * All bytes until the end of the input. To be read once: a second reading finds nothing.
   * @param signal ends the waiting for more; what comes out then is an error
   */
  chunks(signal?: AbortSignal): AsyncIterable<Uint8Array>
}

/** The time, and waiting for it. */
export interface Clock {
  /** The time of day. */
  now(): Date
  /** Milliseconds since an arbitrary instant; never goes back. For durations. */
  monotonic(): number
  /** @throws the signal's reason, as soon as it is aborted */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /**
   * Does something later, unless the process has ended by then: it is not kept alive for it.
   * @returns what calls it off
   */
  schedule(ms: number, action: () => void): () => void
}

/** The machine, as a report names it. */
export interface Machine {
  /** `v20.20.2` */
  readonly node: string
  /** `linux-x64` */
  readonly platform: string
  readonly cpus: number
}

/** The whole outside world of a command except files and network: a test of a whole command is a function call. */
export interface Host {
  /** The arguments, without the interpreter and the script. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly cwd: string
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly clock: Clock
  readonly machine: Machine
  /** Whose rights the command has; `null` where users have no numbers. */
  readonly userId: number | null
  /** A random UUID (version 4). */
  uuid(): string
  /** From 0 up to 1. */
  random(): number
  /**
   * Shows a question on stderr and waits for a line on stdin; empty if there is none. Confirmations go through `confirm`.
   * @throws the signal's reason, as soon as it is aborted
   */
  ask(question: string, signal?: AbortSignal): Promise<string>
  /** Calls the listener for each stop signal until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void
  /** Ends at once, whatever is still under way. For the second Ctrl-C only. */
  quit(exitCode: number): void
}
