import type { Clock, Host, OutputStream } from '../host/host.ts'
import type { Redactor } from '../redaction/redactor.ts'
import { escapeTerminal, escapeTerminalLines } from '../terminal/escape.ts'
import { textWidth } from '../terminal/text-width.ts'

/**
 * Messages to the person in front of the terminal: on stderr, silent with `--quiet`. What is said may come from outside:
 * secrets are taken out of it, and nothing in it commands a terminal or a workflow.
 */
export interface Log {
  info(text: string): void
  /** Shown with `--verbose` only. */
  detail(text: string): void
  warn(text: string): void
  /** One line that is written over and over; shown on a terminal only. */
  readonly progress: Progress
}

/** One line that is written over and over, on a terminal only. */
export interface Progress {
  /** Shows the text in place of the last one; of calls in quick succession the last one is shown. */
  update(text: string): void
  /** Takes the line away. */
  clear(): void
}

export interface LogOptions {
  readonly quiet: boolean
  readonly verbose: boolean
  readonly color: boolean
  readonly secrets: Redactor
}

const eraseLine = '\r\u001B[2K'
const redrawEveryMs = 80

export function createLog({ stderr, clock }: Pick<Host, 'stderr' | 'clock'>, options: LogOptions): Log {
  const { quiet, verbose, secrets } = options
  const drawn = (text: string) => oneLine(secrets.redactText(text), (stderr.columns ?? 80) - 1)
  const progress = quiet || !stderr.isTTY ? silentProgress : createProgress(stderr, clock, drawn)
  const say = (label: string, text: string) => {
    if (quiet) return
    progress.clear()
    void stderr.write(`${label}${escapeTerminalLines(secrets.redactText(text))}\n`)
  }
  const warning = options.color ? '\u001B[33mwarning:\u001B[39m ' : 'warning: '
  return {
    info: (text) => say('', text),
    detail: (text) => {
      if (verbose) say('', text)
    },
    warn: (text) => say(warning, text),
    progress,
  }
}

const silentProgress: Progress = { update: () => {}, clear: () => {} }

function createProgress(stderr: OutputStream, clock: Clock, drawn: (text: string) => string): Progress {
  let drawnAt: number | undefined
  let callOff: (() => void) | undefined
  const draw = (text: string) => {
    callOff = undefined
    drawnAt = clock.monotonic()
    void stderr.write(eraseLine + drawn(text))
  }
  return {
    update(text) {
      callOff?.()
      const wait = drawnAt === undefined ? 0 : drawnAt + redrawEveryMs - clock.monotonic()
      // What comes too soon is drawn when it is time: it may be the last for long.
      if (wait > 0) callOff = clock.schedule(wait, () => draw(text))
      else draw(text)
    },
    clear() {
      callOff?.()
      callOff = undefined
      if (drawnAt === undefined) return
      drawnAt = undefined
      void stderr.write(eraseLine)
    },
  }
}

/** Cut to the width: a line that wraps could not be erased. */
function oneLine(text: string, width: number): string {
  const plain = escapeTerminal(text.replace(/\s+/g, ' '))
  if (textWidth(plain) <= width) return plain
  let cut = ''
  for (const sign of plain) {
    if (textWidth(cut + sign) >= width) break
    cut += sign
  }
  return `${cut}…`
}
