import type { PushNotification } from '../../../src/push/notification.ts'
import { openPusher, type Pusher, type PushSettings } from '../../../src/push/open-pusher.ts'
import type { NotificationPlatform } from './notification-platform.ts'

/** What became of each row. */
export interface Fate {
  readonly sent: Map<number, number>
  readonly pushed: number[]
  readonly failed: Map<number, string>
  readonly doubtful: { readonly rows: readonly number[]; readonly refused: number; readonly kind: string }[]
  readonly faults: string[]
  /** Faults by kind. */
  readonly errors: Map<string, number>
}

export interface Pushing {
  readonly pusher: Pusher
  readonly fate: Fate
}

/** Quick to come back, and quick to give up. */
export const impatient = (attempt: number): number | null => (attempt > 3 ? null : 20)

/** A pusher whose every word is noted. */
export async function openNoted(
  { apiUrl, url }: Pick<NotificationPlatform, 'apiUrl' | 'url'>,
  settings: Partial<PushSettings>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Pushing> {
  const fate: Fate = { sent: new Map(), pushed: [], failed: new Map(), doubtful: [], faults: [], errors: new Map() }
  const pusher = await openPusher(
    {
      apiUrl,
      url,
      via: 'auto',
      concurrency: 4,
      queue: 100,
      token: 'admin-token',
      headers: [],
      retryDelay: impatient,
      ...settings,
      hooks: {
        onSent: ({ row }, sentAt) => fate.sent.set(row, sentAt),
        onPushed: ({ row }) => fate.pushed.push(row),
        onFailed: ({ row }, kind) => fate.failed.set(row, kind),
        onDoubtful: (those, refused, kind) => fate.doubtful.push({ rows: those.map(({ row }) => row), refused, kind }),
        onFault: (kind) => {
          fate.faults.push(kind)
          fate.errors.set(kind, (fate.errors.get(kind) ?? 0) + 1)
        },
      },
    },
    signal,
  )
  return { pusher, fate }
}

/** All of them, one after another, and the end of it. */
export async function pushAll(pusher: Pusher, notifications: Iterable<PushNotification>): Promise<void> {
  for (const notification of notifications) await pusher.push(notification)
  await pusher.drain()
}
