import { UsageError } from '../../errors/errors.ts'
import { isRecord } from '../../values/is-record.ts'
import { JsonError, parseJson } from '../../values/json.ts'
import { type Identity, identityOf } from './identity.ts'

/**
 * Reads tokens: one a line, with blank lines and lines of `# comment`, or a JSON list of texts or `{"token": …}` objects.
 * `Bearer ` in front of one is taken off. The same token may come twice: a user may hold several sockets.
 * @param file what the text is called in errors
 * @throws {UsageError} naming the line, or the entry of the list; never showing a token
 */
export function readTokensFile(text: string, file = 'the tokens file'): readonly Identity[] {
  const content = text.replace(/^\uFEFF/, '')
  const entries = /^\s*[[{]/.test(content) ? jsonEntries(content, file) : lineEntries(content)
  if (entries.length === 0)
    throw new UsageError(`There is no token in ${file}.`, { hint: 'Put one token on each line.' })
  return entries.map(({ value, place }) => identityOf(tokenOf(value, `${file}, ${place}`)))
}

interface Entry {
  readonly value: unknown
  /** `line 3` */
  readonly place: string
}

function lineEntries(text: string): readonly Entry[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ value: line.trim(), place: `line ${index + 1}` }))
    .filter(({ value }) => value !== '' && !value.startsWith('#'))
}

function jsonEntries(text: string, file: string): readonly Entry[] {
  const list = parseList(text, file)
  if (!Array.isArray(list)) {
    throw new UsageError(`${file} holds a JSON object; a list is wanted.`, {
      hint: 'Write ["token", …] or [{"token": "…"}, …], or one token a line.',
    })
  }
  return list.map((item: unknown, index) => ({
    value: isRecord(item) ? item['token'] : item,
    place: `entry ${index + 1} of the list`,
  }))
}

function parseList(text: string, file: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new UsageError(`${file}, line ${error.line}, column ${error.column}: this is no JSON: ${error.message}.`, {
      hint: 'Write a JSON list of tokens, or one token a line.',
    })
  }
}

/** What may stand behind `Bearer` (RFC 6750). */
const bearerToken = /^[\w.~+/-]+=*$/

function tokenOf(value: unknown, place: string): string {
  if (typeof value !== 'string') throw rejection(`${place}: there is no token.`)
  const token = value.trim().replace(/^bearer(?:\s+|$)/i, '')
  if (token === '') throw rejection(`${place}: there is no token.`)
  if (bearerToken.test(token)) return token
  const [sign = ''] = /[^\w.~+/-]/u.exec(token) ?? []
  throw rejection(`${place}: this is no token; ${JSON.stringify(sign)} cannot stand in one.`)
}

function rejection(message: string): UsageError {
  return new UsageError(message, { hint: 'Put nothing beside the token, and # in front of a comment.' })
}
