import { UsageError } from '../../../errors/errors.ts'

const part = String.raw`"(?:[^"]|"")+"|[^\s".]+`
const dotted = new RegExp(String.raw`^\s*(?:(${part})\s*\.\s*)?(${part})\s*$`)

/** A name as it may be meant: as SQL reads it, then, where that is another, as it is written. */
export type Readings = readonly string[]

/** `name`, `schema.name`, `"Weird Name"`, `"a.b"."c""d"`; `undefined` for anything else. */
export function parseTableName(text: string): { schema: Readings | null; name: Readings } | undefined {
  const [, schema, name] = dotted.exec(text) ?? []
  if (name === undefined) return undefined
  return { schema: schema === undefined ? null : readingsOf(schema), name: readingsOf(name) }
}

/** A column may have any name: what SQL would not take without quotes is meant as it is written. */
export function parseColumnName(text: string): Readings {
  return new RegExp(`^(?:${part})$`).test(text) ? readingsOf(text) : [text]
}

function readingsOf(name: string): Readings {
  if (name.startsWith('"')) return [name.slice(1, -1).replaceAll('""', '"')]
  // PostgreSQL leaves letters beyond ASCII as they are.
  return [...new Set([name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()), name])]
}

/** The first of the readings that there is. */
export function findByName<Item extends { readonly name: string }>(
  readings: Readings,
  items: readonly Item[],
): Item | undefined {
  return readings.map((reading) => items.find(({ name }) => name === reading)).find((item) => item !== undefined)
}

/** @throws {UsageError} */
export function tableNameOf(text: string, flag: string): { schema: Readings | null; name: Readings } {
  const parsed = parseTableName(text)
  if (parsed) return parsed
  throw new UsageError(`${flag} is ${JSON.stringify(text)}; it must be a name, or schema.name.`, {
    hint: 'A name with blanks or dots is put in double quotes, as in SQL.',
  })
}
