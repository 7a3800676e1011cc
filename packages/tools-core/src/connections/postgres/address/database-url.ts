import { nearest } from '../../../errors/did-you-mean.ts'
import { UsageError } from '../../../errors/errors.ts'
import { partsOfUri } from './connection-uri.ts'
import { partsOfKeywords } from './keyword-string.ts'
import { isParameterName, type Settings, treatmentOf, variables } from './parameters.ts'

/** A parameter as it stood in an address, decoded. */
export type Part = readonly [name: string, value: string]

/** SQLAlchemy names the driver behind a plus. */
const scheme = /^(?:postgres|postgresql|postgis|pgsql)(?:\+\w+)?:\/\//i

/** How an address looks, for messages. */
export const sampleUrl = 'postgresql://user:password@localhost:5432/database'

/**
 * Reads what libpq reads: `postgresql://…`, with the scheme of Django, PHP or SQLAlchemy too, or `host=… dbname=…`.
 * @param source says where the text came from: `--database-url`. The text itself is in no message: it holds a password.
 * @throws {UsageError}
 */
export function parseDatabaseUrl(text: string, source: string): Settings {
  const parts = partsOf(text.trim(), source)
  const settings = parts.flatMap(([name, value]) => {
    const known = checkedName(name, value, source)
    return known === undefined || value === '' ? [] : [[known.name, { value: known.value, source }] as const]
  })
  return Object.fromEntries(settings)
}

function partsOf(text: string, source: string): readonly Part[] {
  const [start] = scheme.exec(text) ?? []
  if (start !== undefined) return partsOfUri(text.slice(start.length), source)
  const [, other] = /^([a-z][a-z\d+.-]*):\/\//i.exec(text) ?? []
  if (other !== undefined) {
    throw new UsageError(`${source} begins with "${other}://"; it must be a PostgreSQL address such as ${sampleUrl}.`)
  }
  if (text.includes('=')) return partsOfKeywords(text, source)
  throw new UsageError(`${source} is no address of a database; it must be one such as ${sampleUrl}.`)
}

/** `undefined` for what changes nothing. */
function checkedName(name: string, value: string, source: string): { name: string; value: string } | undefined {
  // JDBC's, which libpq takes too.
  if (name === 'ssl' && value === 'true') return { name: 'sslmode', value: 'require' }
  const treatment = treatmentOf(name)
  if (treatment === 'read') return { name, value }
  if (treatment === 'ignored') return undefined
  if (treatment === 'refused') {
    throw new UsageError(`${source}: the parameter "${name}" is not supported.`, { hint: 'Take it out.' })
  }
  // Where a sign is missing a part of the address is taken for a name, and a password may stand in it.
  if (!/^[a-z_]{1,40}$/i.test(name))
    throw new UsageError(`${source}: what stands before a "=" is the name of no parameter.`, {
      hint: `It must be an address such as ${sampleUrl}, or pairs such as host=localhost dbname=m4sh.`,
    })
  throw new UsageError(`${source}: there is no parameter "${name}".`, { hint: hintFor(name) })
}

function hintFor(name: string): string {
  if (/^(?:schema|current_?schema|search_?path)$/i.test(name)) {
    return 'Schemas are looked through in the order of options=-csearch_path%3DNAME.'
  }
  const names = Object.keys(variables)
  const meant = nearest(name, names.filter(isParameterName))
  return meant === undefined ? `It must be one of ${names.join(', ')}.` : `Did you mean "${meant}"?`
}
