import type { Host } from './host.ts'

/** Messages to the person in front of the terminal: on stderr, silent with `--quiet`. */
export interface Log {
  info(text: string): void
  /** Shown with `--verbose` only. */
  detail(text: string): void
  warn(text: string): void
  /** One line that is written over and over; shown on a terminal only. */
  readonly progress: Progress
}

export interface Progress {
  /** Shows the text in place of the last one; calls in quick succession are skipped. */
  update(text: string): void
  /** Takes the line away. */
  clear(): void
}

export interface LogOptions {
  readonly quiet: boolean
  readonly verbose: boolean
  readonly color: boolean
}

const eraseLine = '\r\u001B[2K'
const redrawEveryMs = 80

export function createLog(host: Pick<Host, 'stderr' | 'clock'>, options: LogOptions): Log {
  const progress = options.quiet || !host.stderr.isTTY ? silentProgress : createProgress(host)
  const say = (text: string) => {
    if (options.quiet) return
    progress.clear()
    void host.stderr.write(`${text}\n`)
  }
  const warning = options.color ? '\u001B[33mwarning:\u001B[39m' : 'warning:'
  return {
    info: say,
    detail: (text) => {
      if (options.verbose) say(text)
    },
    warn: (text) => say(`${warning} ${text}`),
    progress,
  }
}

const silentProgress: Progress = { update: () => {}, clear: () => {} }

function createProgress({ stderr, clock }: Pick<Host, 'stderr' | 'clock'>): Progress {
  let drawnAt: number | undefined
  return {
    update(text) {
      const now = clock.monotonic()
      if (drawnAt !== undefined && now - drawnAt < redrawEveryMs) return
      drawnAt = now
      void stderr.write(`${eraseLine}${oneLine(text, (stderr.columns ?? 80) - 1)}`)
    },
    clear() {
      if (drawnAt === undefined) return
      drawnAt = undefined
      void stderr.write(eraseLine)
    },
  }
}

/** Cut to the width: a line that wraps could not be erased. Control characters would move the cursor. */
function oneLine(text: string, width: number): string {
  const plain = text.replace(/\p{Cc}+/gu, ' ')
  return plain.length > width ? `${plain.slice(0, Math.max(0, width - 1))}…` : plain
}
