import type { Violation } from './violation.ts'

const table = 'notifications_notification'

export const orphanNotification: Violation = {
  check: 'notifications.orphan',
  table,
  plant: async (rows) => {
    const id = await rows.notification(rows.missingId(), 1, true)
    return [{ keys: [id], severity: 'critical', note: 'the user does not exist' }]
  },
  decoys: async (rows) => {
    const id = await rows.notification(await rows.user({ isActive: false }), 1, true)
    return [{ keys: [id], why: 'the user is inactive, but there' }]
  },
}

export const staleNotification: Violation = {
  check: 'notifications.stale',
  table,
  plant: async (rows) => {
    const id = await rows.notification(await rows.user(), 31, false)
    return [{ keys: [id], severity: 'info', note: 'unread for 31 days' }]
  },
  decoys: async (rows) => {
    const user = await rows.user()
    return [
      { keys: [await rows.notification(user, 29, false)], why: 'unread for 29 days only' },
      { keys: [await rows.notification(user, 400, true)], why: 'old, but read' },
    ]
  },
}
