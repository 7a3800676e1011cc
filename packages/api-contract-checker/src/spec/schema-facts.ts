import { isRecord } from '@m4sh/tools-core/values'
import { type JsonObject } from './parse-document.ts'
import type { Located, References } from './references.ts'

export interface SchemaFacts {
  type: string | null
  format: string | null
  enum: readonly unknown[] | null
  pattern: string | null
  hasDefault: boolean
  isEmpty: boolean
}

/** Compositions of one part, one in the other; deeper ones lead in a circle. */
const DEEPEST = 8

/** Type, format and the like of a simple value. `null` where a schema leaves it open (several types, a choice). */
export function schemaFacts(schema: Located, references: References, depth = 0): SchemaFacts {
  const value = resolved(schema, references)
  if (value === undefined || depth > DEEPEST) return noFacts
  const own = ownFacts(value.value)
  if (own.type !== null || own.enum !== null) return own
  // `anyOf: [integer, null]` of FastAPI, `allOf: [$ref]` of drf-spectacular: one real branch speaks for all.
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listOf(value.value[keyword]))
  const real = branches.filter(
    (branch) => !(isRecord(branch) && typesOf(branch).every((type) => type === 'null') && typesOf(branch).length > 0),
  )
  if (real.length !== 1) return own
  const inner = schemaFacts({ value: real[0], base: value.base }, references, depth + 1)
  return { ...inner, hasDefault: own.hasDefault || inner.hasDefault }
}

const noFacts: SchemaFacts = { type: null, format: null, enum: null, pattern: null, hasDefault: false, isEmpty: true }

function resolved(schema: Located, references: References): { value: JsonObject; base: string } | undefined {
  try {
    const { value, base } = references.follow(schema)
    return isRecord(value) ? { value, base } : undefined
  } catch {
    return undefined
  }
}

function ownFacts(schema: JsonObject): SchemaFacts {
  const types = typesOf(schema).filter((type) => type !== 'null')
  const values: unknown = 'const' in schema ? [schema['const']] : schema['enum']
  const facts = {
    type: types.length === 1 ? (types[0] ?? null) : null,
    format: typeof schema['format'] === 'string' ? schema['format'] : null,
    enum: Array.isArray(values) && values.length > 0 ? (values as unknown[]) : null,
    pattern: typeof schema['pattern'] === 'string' ? schema['pattern'] : null,
  }
  const isEmpty = Object.values(facts).every((fact) => fact === null)
  return { ...facts, hasDefault: schema['default'] !== undefined, isEmpty }
}

export function typesOf(schema: JsonObject): string[] {
  const { type } = schema
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.filter((one) => typeof one === 'string') : []
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
