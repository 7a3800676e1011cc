import type { BodyShape } from './operation.ts'
import { isObject, type JsonObject } from './parse-document.ts'
import type { Located, References } from './references.ts'

/** What a schema says about further properties: nothing, that they are refused, that they are taken. */
type Further = 'unstated' | 'refused' | 'taken'

interface Shape {
  /** False where it may be something else than an object. */
  isObject: boolean
  further: Further
  properties: Map<string, { readOnly: boolean; hasDefault: boolean }>
  required: Set<string>
}

/** The properties of an object schema, those of its `allOf`, `oneOf` and `anyOf` included. */
export function shapeOf(schema: Located, references: References): Pick<BodyShape, 'closed' | 'properties'> {
  const shape = collect(schema, references, new Set())
  if (shape === null) return { closed: false, properties: new Map() }
  const names = new Set([...shape.properties.keys(), ...shape.required])
  const properties = [...names].map((name) => {
    const { readOnly = false, hasDefault = false } = shape.properties.get(name) ?? {}
    return [name, { required: shape.required.has(name) && !hasDefault, readOnly }] as const
  })
  const isClosed = shape.further === 'refused' || (shape.further === 'unstated' && names.size > 0)
  return { closed: shape.isObject && isClosed, properties: new Map(properties) }
}

/** `null` where a schema says nothing about properties. A reference that cannot be read leaves the shape open. */
function collect(schema: Located, references: References, above: ReadonlySet<unknown>): Shape | null {
  const { value, base } = schema
  if (!isObject(value) || above.has(value)) return null
  const visited = new Set(above).add(value)
  const parts: (Shape | null)[] = [ownShape(value, base, references)]
  if (typeof value['$ref'] === 'string') parts.push(referred(schema, references, visited))
  for (const part of listOf(value['allOf'])) parts.push(collect({ value: part, base }, references, visited))
  for (const keyword of ['oneOf', 'anyOf'])
    parts.push(eitherOf(listOf(value[keyword]).map((part) => collect({ value: part, base }, references, visited))))
  return allOf(parts)
}

function referred(schema: Located, references: References, visited: ReadonlySet<unknown>): Shape | null {
  try {
    return collect(references.follow(schema), references, visited)
  } catch {
    return { isObject: false, further: 'taken', properties: new Map(), required: new Set() }
  }
}

function ownShape(schema: JsonObject, base: string, references: References): Shape | null {
  const types = typesOf(schema)
  if (types.length > 0 && !types.includes('object'))
    return types.every((type) => type === 'null') ? null : notAnObject()
  const required = listOf(schema['required']).filter((name) => typeof name === 'string')
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const further = furtherOf(schema)
  if (types.length === 0 && properties.length === 0 && required.length === 0 && further === 'unstated') return null
  return {
    isObject: types.every((type) => type === 'object' || type === 'null'),
    // `type: object` and not a word more: whatever the client likes.
    further:
      properties.length === 0 && required.length === 0 && further === 'unstated' && !hasParts(schema)
        ? 'taken'
        : further,
    properties: new Map(properties.map(([name, value]) => [name, propertyFacts({ value, base }, references)])),
    required: new Set(required),
  }
}

function hasParts(schema: JsonObject): boolean {
  return ['$ref', 'allOf', 'oneOf', 'anyOf'].some((keyword) => schema[keyword] !== undefined)
}

function notAnObject(): Shape {
  return { isObject: false, further: 'taken', properties: new Map(), required: new Set() }
}

function furtherOf(schema: JsonObject): Further {
  if (isObject(schema['patternProperties'])) return 'taken'
  const said = schema['additionalProperties'] ?? schema['unevaluatedProperties']
  if (said === undefined) return 'unstated'
  return said === false ? 'refused' : 'taken'
}

/** drf-spectacular writes `allOf: [$ref], readOnly: true`, other generators `$ref` to something that is read-only. */
function propertyFacts(property: Located, references: References): { readOnly: boolean; hasDefault: boolean } {
  const { value } = property
  if (!isObject(value)) return { readOnly: false, hasDefault: false }
  let target: unknown
  try {
    target = typeof value['$ref'] === 'string' ? references.follow(property).value : undefined
  } catch {
    target = undefined
  }
  const levels = [value, ...(isObject(target) ? [target] : [])]
  return {
    readOnly: levels.some((level) => level['readOnly'] === true),
    hasDefault: levels.some((level) => level['default'] !== undefined),
  }
}

function allOf(parts: readonly (Shape | null)[]): Shape | null {
  const shapes = parts.filter((part) => part !== null)
  const [first, ...others] = shapes
  if (first === undefined) return null
  return others.reduce((one, other) => merge(one, other, new Set([...one.required, ...other.required])), first)
}

/** A choice: any property of any branch may come, only what all branches require must. */
function eitherOf(branches: readonly (Shape | null)[]): Shape | null {
  const shapes = branches.filter((branch) => branch !== null)
  const [first, ...others] = shapes
  if (first === undefined) return null
  return others.reduce(
    (one, other) => merge(one, other, new Set([...one.required].filter((name) => other.required.has(name)))),
    first,
  )
}

function merge(one: Shape, other: Shape, required: Set<string>): Shape {
  const properties = new Map(one.properties)
  for (const [name, facts] of other.properties) {
    const known = properties.get(name)
    properties.set(name, known === undefined ? facts : bothFacts(known, facts))
  }
  return {
    isObject: one.isObject && other.isObject,
    further: bothFurther(one.further, other.further),
    properties,
    required,
  }
}

function bothFacts(one: { readOnly: boolean; hasDefault: boolean }, other: { readOnly: boolean; hasDefault: boolean }) {
  return { readOnly: one.readOnly || other.readOnly, hasDefault: one.hasDefault || other.hasDefault }
}

function bothFurther(one: Further, other: Further): Further {
  if (one === 'taken' || other === 'taken') return 'taken'
  return one === 'refused' || other === 'refused' ? 'refused' : 'unstated'
}

interface SchemaFacts {
  type: string | null
  format: string | null
  enum: readonly unknown[] | null
  pattern: string | null
  hasDefault: boolean
  isEmpty: boolean
}

/** Type, format and the like of a simple value. `null` where a schema leaves it open (several types, a choice). */
export function schemaFacts(schema: Located, references: References, depth = 0): SchemaFacts {
  const value = resolved(schema, references)
  const own = value === undefined || depth > 8 ? noFacts : ownFacts(value.value)
  if (value === undefined || own.type !== null || own.enum !== null) return own
  // `anyOf: [integer, null]` of FastAPI, `allOf: [$ref]` of drf-spectacular: one real branch speaks for all.
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listOf(value.value[keyword]))
  const real = branches.filter(
    (branch) => !(isObject(branch) && typesOf(branch).every((type) => type === 'null') && typesOf(branch).length > 0),
  )
  if (real.length !== 1) return own
  const inner = schemaFacts({ value: real[0], base: value.base }, references, depth + 1)
  return { ...inner, hasDefault: own.hasDefault || inner.hasDefault }
}

const noFacts: SchemaFacts = { type: null, format: null, enum: null, pattern: null, hasDefault: false, isEmpty: true }

function resolved(schema: Located, references: References): { value: JsonObject; base: string } | undefined {
  try {
    const { value, base } = references.follow(schema)
    return isObject(value) ? { value, base } : undefined
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

function typesOf(schema: JsonObject): string[] {
  const { type } = schema
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.filter((one) => typeof one === 'string') : []
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
