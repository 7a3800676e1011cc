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

export interface InputStream {
  readonly isTTY: boolean
  /** All bytes until the end of the input; to be read once. */
  chunks(): AsyncIterable<Uint8Array>
}

export interface Clock {
  /** The time of day. */
  now(): Date
  /** Milliseconds since an arbitrary instant; never goes back. For durations. */
  monotonic(): number
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
  /** A random UUID (version 4). */
  uuid(): string
  /** Calls the listener for each stop signal until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void
  /** Ends at once, whatever is still under way. For the second Ctrl-C only. */
  quit(exitCode: number): void
}

/** The whole input as text. UTF-8, a byte order mark is dropped. */
export async function readAllText(input: InputStream): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  for await (const chunk of input.chunks()) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}
