/** Tries before a browser gives up. */
const tries = 5
const firstDelayMs = 1000
const maxDelayMs = 30_000
/** A delay is as much shorter or longer at most, so that clients do not come back in step. */
const spread = 0.3

/**
 * Milliseconds before a browser reconnects for the `attempt`th time (from 1) after a socket was lost; `null` once it has
 * given up.
 * @param random from 0 up to 1
 */
export function reconnectDelay(attempt: number, random: () => number): number | null {
  if (attempt > tries) return null
  const delay = firstDelayMs * 2 ** (attempt - 1)
  return Math.min(maxDelayMs, delay * (1 - spread + 2 * spread * random()))
}
