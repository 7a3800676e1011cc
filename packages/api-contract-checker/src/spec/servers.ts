import { isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import { type JsonObject } from './parse-document.ts'

/** Where a schema says that its paths are served. */
export interface Server {
  /** Without slash at the end; '' for the root. */
  path: string
  /** With its port, if it is not the scheme's own; `null` where only the deployment knows. */
  host: string | null
}

/** As many as are worth expanding of a server whose variables have several values. */
const MOST_VARIANTS = 16

/** As of the paths that stand below it. Characters. */
const LONGEST_URL = 2000

/** The servers of one level (root, path, operation); empty where it names none, so that the level above counts. */
export function readServers(servers: unknown, location: string, warnings: string[]): Server[] {
  if (servers === undefined || servers === null) return []
  if (!Array.isArray(servers)) {
    warnings.push(say('`servers` is no list; it is left out.'))
    return []
  }
  return (servers as unknown[]).flatMap((server) => {
    if (isRecord(server) && typeof server['url'] === 'string')
      return variantsOf(server['url'], server['variables']).flatMap((url) => toServer(url, location, warnings))
    warnings.push(say('A server has no `url`; it is left out.'))
    return []
  })
}

/** The servers that Swagger 2.0 writes as `schemes`, `host` and `basePath`. */
export function readSwaggerServers(document: JsonObject, location: string, warnings: string[]): Server[] {
  const { host, basePath } = document
  if (typeof host !== 'string' && typeof basePath !== 'string') return []
  const path = typeof basePath === 'string' ? basePath : ''
  const slash = path === '' || path.startsWith('/') ? '' : '/'
  const origin = typeof host === 'string' && host !== '' ? `http://${host}` : ''
  return toServer(`${origin}${slash}${path}` || '/', location, warnings)
}

/** Every value that the variables can have, their defaults first. A value that names variables itself names none. */
function variantsOf(url: string, variables: unknown): string[] {
  if (url.length > LONGEST_URL) return [url]
  const names = new Set([...url.matchAll(variable)].map(([, name = '']) => name))
  let choices: ReadonlyMap<string, string>[] = [new Map()]
  for (const name of names) {
    const values = valuesOf(isRecord(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined)
    if (values.length === 0) continue
    choices = choices.flatMap((chosen) => values.map((value) => new Map([...chosen, [name, value]])))
    choices.length = Math.min(choices.length, MOST_VARIANTS)
  }
  return choices.map((chosen) => url.replaceAll(variable, (whole, name: string) => chosen.get(name) ?? whole))
}

const variable = /\{([^{}]+)\}/g

function valuesOf(described: unknown): string[] {
  if (!isRecord(described)) return []
  const choices: unknown[] = Array.isArray(described['enum']) ? described['enum'] : []
  const values = [described['default'], ...choices.slice(0, MOST_VARIANTS)].filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  )
  return [...new Set(values.map(String))].filter((value) => value.length <= LONGEST_URL)
}

function toServer(url: string, location: string, warnings: string[]): Server[] {
  if (url.length > LONGEST_URL) {
    warnings.push(`The server ${url.slice(0, 60)}… is left out: it is longer than ${LONGEST_URL} characters.`)
    return []
  }
  const isRelative = !/^[a-z][a-z\d+.-]*:|^\/\//i.test(url)
  // A path below the place of a local file says nothing about paths of the server.
  const base = location.startsWith('file:') ? 'http://unknown.invalid/' : location
  // A variable without a value, in the host, would not be an address.
  const [, scheme = '', host = '', rest = ''] = /^((?:https?:)?\/\/)([^/]*)(.*)$/is.exec(url) ?? []
  const readable = scheme === '' ? url : `${scheme}${host.replaceAll(/\{[^{}]*\}/g, 'unknown')}${rest}`
  if (!URL.canParse(readable, base)) {
    warnings.push(say('The server "{url}" is no address; it is left out.', { url }))
    return []
  }
  const parsed = new URL(readable, base)
  const isKnown = isRelative ? !location.startsWith('file:') : !host.includes('{')
  return [{ path: plainPath(parsed.pathname), host: isKnown && parsed.host !== '' ? parsed.host : null }]
}

/** `{tenant}` of the path survives as a parameter. */
function plainPath(pathname: string): string {
  return pathname
    .replaceAll('%7B', '{')
    .replaceAll('%7D', '}')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
}
