import type { ValuePlace } from './value-place.ts'

/** The platform's address, taken apart. */
export interface BaseUrl {
  /** `https://m4sh.example` */
  readonly origin: string
  /** The origin and the folder that the platform is mounted in, if any: `https://m4sh.example/school`. No slash at the end. */
  readonly root: string
  /** Where the REST API lives: `https://m4sh.example/school/api`. */
  readonly apiBase: string
}

const wanted = 'an http(s) address such as "http://localhost:8000", with or without /api'

/**
 * Reads `http://localhost:8000`, `http://localhost:8000/`, `http://localhost:8000/api` and `…/api/` as the same address.
 * @throws {UsageError} by `place.reject`
 */
export function normalizeBaseUrl(raw: string, place: Pick<ValuePlace, 'reject'>): BaseUrl {
  const url = parseUrl(raw)
  if (!url) return place.reject(wanted, missingSchemeHint(raw))
  if (url.username || url.password) {
    return place.reject(
      'an address without user and password',
      'Send them as --header "Authorization: Basic …", so that they never stand in a report.',
    )
  }
  if (url.search || url.hash) return place.reject('an address without ? and #')
  const folder = url.pathname.replace(/\/+$/, '').replace(/\/+api$/, '')
  const root = `${url.origin}${folder}`
  return { origin: url.origin, root, apiBase: `${root}/api` }
}

function parseUrl(raw: string): URL | undefined {
  const url = URL.canParse(raw) ? new URL(raw) : undefined
  return url && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined
}

function missingSchemeHint(raw: string): string | undefined {
  return /^[\w.-]+(:\d+)?(\/|$)/.test(raw) ? `Put http:// in front: http://${raw}` : undefined
}
