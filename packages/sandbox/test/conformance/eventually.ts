import { setTimeout as delay } from 'node:timers/promises'

/** For what no event tells of: asks again until it is so, and says at the end what it last saw. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  isSo: (seen: T) => boolean,
  { deadlineMs = 15_000, everyMs = 25 } = {},
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const seen = await ask()
    if (isSo(seen)) return seen
    if (performance.now() > end)
      throw new Error(`${what} did not come in ${deadlineMs} ms, but ${JSON.stringify(seen)}`)
    await delay(everyMs)
  }
}
