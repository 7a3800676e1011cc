import { ExitCode } from '../errors/exit-code.ts'
import type { Host } from '../host/host.ts'

/** A started watch for stop signals. */
export interface StopWatch {
  /** Aborted by the first stop signal. */
  readonly signal: AbortSignal
  /** Stops listening: the next Ctrl-C is the system's again. */
  release(): void
}

/** npm and pnpm pass a Ctrl-C on that the terminal has sent to the whole group already: it arrives twice at once. */
const samePressMs = 50

/**
 * The first SIGINT or SIGTERM aborts, the second one quits at once with 130.
 * @param onFirst tells the user what goes on
 */
export function watchStopSignals(host: Host, onFirst: () => void): StopWatch {
  const controller = new AbortController()
  let pressedAt: number | undefined
  const release = host.onSignal(() => {
    const now = host.clock.monotonic()
    if (pressedAt === undefined) {
      pressedAt = now
      onFirst()
      controller.abort()
    } else if (now - pressedAt >= samePressMs) {
      host.quit(ExitCode.interrupted)
    }
  })
  return { signal: controller.signal, release }
}
