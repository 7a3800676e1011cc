/** A notification that is to reach the sockets of its user. */
export interface PushNotification {
  readonly id: string
  readonly row: number
  readonly userId: number | string
  readonly type: string
  /** JSON, which holds the run and the row. */
  readonly payloadJson: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly readAt: string | null
  /** When it could be pushed: its batch was committed, or it was due where there is a schedule. `performance.now()` */
  readonly readyAt: number
}

/** As the platform takes it to create and push it. */
export function toRequestBody({ userId, type, payloadJson }: PushNotification): string {
  return `{"user_id":${JSON.stringify(userId)},"type":${JSON.stringify(type)},"payload":${payloadJson}}`
}

export function channelOf(userId: number | string): string {
  return `notifications:user:${userId}`
}

/** As the gateway takes it to tell the user's sockets: the event that the platform itself would send. */
export function toFrame({ id, userId, type, payloadJson, createdAt, readAt }: PushNotification): string {
  const head = `{"id":"${id}","type":${JSON.stringify(type)},"payload":${payloadJson}`
  const notification = `${head},"read_at":${JSON.stringify(readAt)},"created_at":"${createdAt}"}`
  return `{"channel":${JSON.stringify(channelOf(userId))},"type":"notification.new","payload":${notification}}`
}
