import { setImmediate } from 'node:timers/promises'

/** Lets the event loop turn until something is so that no event tells of. */
export async function until(isSo: () => boolean, deadlineMs = 10_000): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`it was not so in ${deadlineMs} ms: ${isSo.toString()}`)
    await setImmediate()
  }
}
