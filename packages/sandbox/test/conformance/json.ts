/** A JSON object of which nothing is known yet. */
export type Fields = Record<string, unknown>

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws where it is no object: what came is told, for it is what a reader of the failure wants to see */
export function fieldsOf(value: unknown): Fields {
  if (isRecord(value)) return value
  throw new TypeError(`an object was wanted, this came: ${textOf(value)}`)
}

/** @throws where it is no array of objects */
export function rowsOf(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.map(fieldsOf)
  throw new TypeError(`an array was wanted, this came: ${textOf(value)}`)
}

/** Ids are numbers in one deployment and strings in another. */
export function isSameId(one: unknown, other: unknown): boolean {
  return idOf(one) === idOf(other)
}

export function idOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  throw new TypeError(`an id was wanted, this came: ${textOf(value)}`)
}

/** The first object inside a value that is as wanted, however deep: where an envelope is undocumented. */
export function findRecord(value: unknown, isWanted: (record: Fields) => boolean): Fields | null {
  if (isRecord(value) && isWanted(value)) return value
  if (typeof value !== 'object' || value === null) return null
  for (const inner of Object.values(value)) {
    const found = findRecord(inner, isWanted)
    if (found !== null) return found
  }
  return null
}

/** Whether a value holds a text or number somewhere; `5` and `"5"` are one. */
export function holds(value: unknown, wanted: string | number): boolean {
  if (typeof value === 'string' || typeof value === 'number') return String(value) === String(wanted)
  if (Array.isArray(value)) return value.some((inner) => holds(inner, wanted))
  if (!isRecord(value)) return false
  return Object.entries(value).some(([key, inner]) => key === String(wanted) || holds(inner, wanted))
}

export function textOf(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 600 ? `${text.slice(0, 600)}… (${text.length} characters)` : text
}
