import { reconnectDelay } from '@m4sh/tools-core/connections/websocket'

/** Milliseconds before the next try to connect, by how many have failed; `null` once a browser gives up. */
export function browserDelay(attempt: number): number | null {
  return reconnectDelay(attempt, Math.random)
}
