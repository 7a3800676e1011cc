import type { Payload } from './payload-kind.ts'

/** The key under which a payload tells its run and its row. Nothing else may stand there. */
export const markerKey = 'notif_blast'

/** What closes a payload behind the number of its row. */
export const markerEnd = '}}'

/** A payload as JSON up to where the number of its row stands: all that its rows share. */
export function openPayload(payload: Payload, runId: string): string {
  const text = JSON.stringify({ ...payload, [markerKey]: { run: runId, row: 0 } })
  return text.slice(0, -`0${markerEnd}`.length)
}
