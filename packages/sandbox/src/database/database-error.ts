import { RunError } from '@m4sh/tools-core/cli'

interface Explanation {
  readonly reason: string
  readonly hint: string
}

const checkUrl = 'Is it running, and is --database-url right?'

/** By SQLSTATE, or by the code that Node gives. What is not here is told in PostgreSQL's own words. */
const explanations: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: { reason: 'nothing listens there', hint: checkUrl },
  ECONNRESET: { reason: 'it hung up', hint: checkUrl },
  ENOTFOUND: { reason: 'there is no such host', hint: checkUrl },
  EAI_AGAIN: { reason: 'the name of the host could not be looked up', hint: checkUrl },
  EHOSTUNREACH: { reason: 'the host cannot be reached', hint: checkUrl },
  ENETUNREACH: { reason: 'the host cannot be reached', hint: checkUrl },
  ETIMEDOUT: { reason: 'it does not answer', hint: checkUrl },
  '28P01': {
    reason: 'it does not know this user with this password',
    hint: 'Look at user and password in --database-url.',
  },
  '28000': { reason: 'it lets this user not in', hint: 'Look at the user in --database-url, and at pg_hba.conf.' },
  '3D000': { reason: 'there is no such database', hint: 'Make an empty one: createdb NAME.' },
  '42501': {
    reason: 'this user may not make tables',
    hint: 'Give the owner of the database with --database-url, or GRANT CREATE ON SCHEMA public to this user.',
  },
  '53100': { reason: 'no space is left on its disk', hint: 'Make room, or give a folder elsewhere with --data DIR.' },
  '53300': { reason: 'it takes no more connections', hint: 'Raise max_connections: the sandbox needs eight.' },
  '57P03': { reason: 'it is starting or stopping', hint: 'Try again in a moment.' },
}

/**
 * What a database has refused, in words that say what to do. What is no answer of a database comes back as it is.
 * @param name of the database for people, without its password
 */
export function toRunError(error: unknown, name: string): unknown {
  if (error instanceof RunError || typeof error !== 'object' || error === null) return error
  const code = 'code' in error ? String(error.code) : ''
  const said = 'message' in error ? String(error.message) : ''
  const known = explanations[code] ?? (/timeout|terminated/i.test(said) ? explanations['ETIMEDOUT'] : undefined)
  if (known)
    return new RunError(`The database ${name}: ${known.reason}${quoted(said)}.`, { hint: known.hint, cause: error })
  if (!/^[0-9A-Z]{5}$/.test(code)) return error
  return new RunError(`The database ${name} says: ${said}.`, { cause: error })
}

function quoted(said: string): string {
  return said === '' ? '' : ` (${said})`
}

/** `127.0.0.1:5432/m4sh`: host, port and name, nothing secret. */
export function databaseName(url: string): string {
  if (!URL.canParse(url)) return url.replace(/^[^@]*@/, '')
  const { host, pathname, searchParams } = new URL(url)
  return `${host === '' ? (searchParams.get('host') ?? 'localhost') : host}${decodeURIComponent(pathname)}`
}
