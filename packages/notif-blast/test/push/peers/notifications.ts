import type { PushNotification } from '../../../src/push/notification.ts'
import { makeRunKey, RowIds } from '../../../src/rows/run-id.ts'

/** One run for all tests of a file; what is no test's own business is the same for each. */
export const run = makeRunKey(new Date('2026-03-01T10:00:00Z'), '5b0f5a46-9b1e-4a3c-8d2e-1f2a3b4c5d6e')
export const ids = new RowIds(run)

/** The notification of a row. */
export function notificationOf(row: number, userId: number | string = 1): PushNotification {
  return {
    id: ids.text(row),
    row,
    userId,
    type: 'lesson.reminder',
    payloadJson: JSON.stringify({ title: 'Урок о 10:00', notif_blast: { run: run.id, row } }),
    createdAt: '2026-03-01T10:00:00.000Z',
    readAt: null,
    readyAt: performance.now(),
  }
}

export function notificationsOf(count: number, userOf: (row: number) => number = () => 1): PushNotification[] {
  return Array.from({ length: count }, (_, row) => notificationOf(row, userOf(row)))
}

/** The row that stands in the payload of what was pushed. */
export function rowIn(event: Readonly<Record<string, unknown>>): number {
  const [, row] = /"row":(\d+)/.exec(JSON.stringify(event)) ?? []
  return Number(row)
}
