/** One row and method of the REST table. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api`, with the names of its parameters. */
  template: string
  /** Needs no token, or the page does not say whether it does. */
  isOpen?: true
  /** What an older release had instead. */
  orMethod?: 'PATCH'
  query?: string
}

const open = { isOpen: true } as const

export const endpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/auth/login/', ...open },
  { method: 'POST', template: '/auth/register/', ...open },
  { method: 'POST', template: '/auth/refresh/', ...open },
  { method: 'POST', template: '/auth/logout/', ...open },
  { method: 'GET', template: '/auth/invite/validate/', ...open },
  { method: 'POST', template: '/auth/invite/validate/', ...open },
  { method: 'POST', template: '/auth/invite/accept/', ...open },
  { method: 'GET', template: '/users/me/' },
  { method: 'GET', template: '/users/online-status/', query: 'ids=1,2,3' },
  { method: 'GET', template: '/me/profile/' },
  { method: 'PATCH', template: '/me/profile/' },
  { method: 'GET', template: '/me/profile/autosave/' },
  { method: 'PATCH', template: '/me/profile/autosave/' },
  { method: 'DELETE', template: '/me/profile/autosave/' },
  { method: 'POST', template: '/me/avatar/' },
  { method: 'DELETE', template: '/me/avatar/' },
  { method: 'GET', template: '/me/activity/' },
  { method: 'GET', template: '/chat/history/', query: 'lesson_id=1' },
  { method: 'POST', template: '/chat/messages/' },
  { method: 'PATCH', template: '/chat/messages/{id}/' },
  { method: 'DELETE', template: '/chat/messages/{id}/' },
  { method: 'GET', template: '/lessons/my/' },
  { method: 'POST', template: '/lessons/' },
  { method: 'GET', template: '/lessons/{id}/' },
  { method: 'PATCH', template: '/lessons/{id}/reschedule/' },
  { method: 'POST', template: '/lessons/{id}/cancel/' },
  { method: 'GET', template: '/notifications/' },
  { method: 'POST', template: '/notifications/{id}/read/', orMethod: 'PATCH' },
  { method: 'GET', template: '/notifications/unread-count/' },
  { method: 'POST', template: '/notifications/internal/' },
  { method: 'GET', template: '/student/relations/' },
  { method: 'GET', template: '/tutor/relations/' },
  { method: 'POST', template: '/tutor/relations/batch/accept/' },
  { method: 'POST', template: '/tutor/relations/batch/archive/' },
  { method: 'POST', template: '/relations/{id}/accept/' },
  { method: 'POST', template: '/relations/{id}/decline/' },
  { method: 'POST', template: '/relations/{id}/resend/' },
  { method: 'POST', template: '/relations/{id}/cancel/' },
  { method: 'GET', template: '/board/lessons/{lesson}/snapshot/' },
  { method: 'POST', template: '/board/lessons/{lesson}/snapshot/' },
  { method: 'GET', template: '/schema/', ...open },
]

export const unknownUuid = '00000000-0000-4000-8000-000000000000'
/** Fits an `integer`, and nobody has come so far. */
export const unknownId = 2_000_000_000

/** With ids that nothing has. */
export function pathOf({ template, query }: Endpoint): string {
  const id = template.startsWith('/notifications/') ? unknownUuid : String(unknownId)
  const path = template.replaceAll(/\{\w+\}/g, id)
  return query === undefined ? path : `${path}?${query}`
}

export function rowsFor(chosen: (endpoint: Endpoint) => boolean): [string, Endpoint][] {
  return endpoints.filter(chosen).map((endpoint) => [`${endpoint.method} ${endpoint.template}`, endpoint])
}
