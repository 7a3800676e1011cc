import type { Host } from '../host/host.ts'
import type { Log } from './log.ts'

/**
 * Says how far a run is, for one that says so every second: a line that is written over on a terminal; elsewhere a line of
 * its own, now and then.
 * @param plainEvery how many are left out where there is no terminal, up to the one that is said
 */
export function steadyProgress(
  { log, host }: { readonly log: Log; readonly host: Pick<Host, 'stderr'> },
  plainEvery: number,
): (line: string) => void {
  let lines = 0
  return (line) => {
    if (host.stderr.isTTY) log.progress.update(line)
    else if (++lines % plainEvery === 0) log.info(line)
  }
}
