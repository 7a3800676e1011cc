import { UsageError } from '../../../errors/errors.ts'
import type { Part } from './database-url.ts'

/** `name=value`, `name = 'a value'`; a backslash stands before a sign that means itself. */
const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*|))(?=\s|$)/sy

/**
 * Reads `host=localhost dbname=m4sh`.
 * @throws {UsageError}
 */
export function partsOfKeywords(text: string, source: string): readonly Part[] {
  const parts: Part[] = []
  const reader = new RegExp(pair)
  while (text.slice(reader.lastIndex).trim() !== '') {
    const [, name = '', quoted, plain = ''] = reader.exec(text) ?? []
    if (name === '') {
      throw new UsageError(`${source} cannot be read after its parameter ${parts.length}.`, {
        hint: "It must be pairs such as host=localhost dbname=m4sh; a value with blanks is put in quotes: password='a b'.",
      })
    }
    parts.push([name, (quoted ?? plain).replace(/\\(.)/gs, '$1')])
  }
  return parts
}
