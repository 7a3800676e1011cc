/** A channel, taken apart. */
export type Channel =
  | { readonly kind: 'board'; readonly name: string; readonly lessonId: number }
  | { readonly kind: 'chat' | 'notifications'; readonly name: string; readonly userId: number }
  | { readonly kind: 'status'; readonly name: string }

export const statusChannel = 'status:users'

export function boardChannel(lessonId: number): string {
  return `board:lesson:${lessonId}`
}

export function chatChannel(userId: number): string {
  return `chat:user:${userId}`
}

export function notificationsChannel(userId: number): string {
  return `notifications:user:${userId}`
}

const pattern = /^(?:(board):lesson|(chat|notifications):user):([1-9]\d{0,15})$/

/** `undefined` for what is no channel. */
export function parseChannel(name: string): Channel | undefined {
  if (name === statusChannel) return { kind: 'status', name }
  const [, board, ofUser, digits] = pattern.exec(name) ?? []
  const id = Number(digits)
  if (!Number.isSafeInteger(id)) return undefined
  if (board !== undefined) return { kind: 'board', name, lessonId: id }
  return { kind: ofUser === 'chat' ? 'chat' : 'notifications', name, userId: id }
}
