import { toParts, type Outcome, type Part } from './value.ts'

/** What a base URL tells: its path and host; the path is `null` where it is not known or not one. */
export function originOf(bases: readonly Outcome[]): { basePath: string | null; baseHost: string | null } {
  const known = bases.map(({ value }) => splitBase(toParts(value)))
  const paths = new Set(known.map(({ path }) => path).filter((path) => path !== null))
  const [path] = paths
  // A default beside a setting (`?? 'https://api.example.org'`) is one of several hosts that the deployment chooses from.
  const hosts = new Set(known.map(({ host }) => host))
  const [host] = hosts
  return {
    basePath: paths.size === 1 && path !== undefined ? path : null,
    baseHost: hosts.size === 1 && host !== undefined ? host : null,
  }
}

function splitBase(parts: readonly Part[]): { path: string | null; host: string | null } {
  const [head] = parts
  if (head === undefined) return { path: '', host: null }
  if (typeof head !== 'string') {
    const rest = parts.slice(1)
    if (head.kind !== 'origin' && rest.length === 0) return { path: null, host: null }
    return { path: rest.every((part) => typeof part === 'string') ? trim(rest.join('')) : null, host: null }
  }
  if (parts.length > 1) {
    // `https://${host}/api`: only what follows the host is known.
    const last = parts.at(-1)
    const tail = typeof last === 'string' ? last.replace(/^[^/]*/, '') : ''
    return /^(?:https?:)?\/\/[^/]*$/i.test(head) ? { path: trim(tail), host: null } : { path: null, host: null }
  }
  const absolute = /^(?:https?:)?\/\/([^/?#]*)([^?#]*)/i.exec(head)
  return absolute
    ? { path: trim(absolute[2] ?? ''), host: absolute[1]?.replace(/^.*@/, '') ?? null }
    : { path: trim(head), host: null }
}

function trim(path: string): string {
  const clean = path.replace(/\/+$/, '')
  return clean === '' || clean.startsWith('/') ? clean : `/${clean}`
}

/** Scheme and host at the head of an absolute URL; empty for any other. */
export function originParts([first]: readonly Part[]): string[] {
  const origin = typeof first === 'string' ? /^[a-z][a-z\d+.-]*:\/\/[^/]*/i.exec(first)?.[0] : undefined
  return origin === undefined ? [] : [origin]
}
