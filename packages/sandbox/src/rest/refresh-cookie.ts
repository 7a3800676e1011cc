const name = 'refresh_token'
/** Sent to the endpoints that need it and to no other. */
const attributes = 'Path=/api/auth; HttpOnly; SameSite=Lax'

export function refreshCookie(token: string, lifetimeMs: number): string {
  return `${name}=${token}; Max-Age=${Math.floor(lifetimeMs / 1000)}; ${attributes}`
}

/** Makes browsers forget it. */
export const expiredRefreshCookie = `${name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ${attributes}`

/** The refresh token in a `Cookie` header; `null` where there is none. */
export function readRefreshCookie(header = ''): string | null {
  for (const pair of header.split(';')) {
    const [key = '', value = ''] = pair.split(/=(.*)/s, 2)
    if (key.trim() === name) return value.trim().replaceAll(/^"|"$/g, '')
  }
  return null
}
