import { TokenBlacklist } from '../auth/token-blacklist.ts'
import type { Platform } from '../platform.ts'
import { accessRules, type AccessRules } from './access.ts'
import { localClocks, type LocalClock } from './local-clock.ts'
import { Pace } from './pace.ts'
import { UnreadCounts } from './unread-counts.ts'

/** What the endpoints share beside the platform. */
export interface RestContext extends Platform {
  readonly access: AccessRules
  readonly blacklist: TokenBlacklist
  readonly chatPace: Pace
  readonly unreadCounts: UnreadCounts
  readonly clockOf: (timezone: string) => LocalClock
}

export function createContext(platform: Platform): RestContext {
  const { db, settings, now } = platform
  const countUnread = async (userId: number): Promise<number> => {
    const { count } = await db
      .selectFrom('notifications_notification')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .where('read_at', 'is', null)
      .executeTakeFirstOrThrow()
    return count
  }
  return {
    ...platform,
    access: accessRules(platform),
    blacklist: new TokenBlacklist(now),
    chatPace: new Pace(settings.chatIntervalMs, now),
    unreadCounts: new UnreadCounts(countUnread, settings.unreadCacheMs, now),
    clockOf: localClocks(),
  }
}
