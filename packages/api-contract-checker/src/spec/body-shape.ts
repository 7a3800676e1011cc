import { isRecord } from '@m4sh/tools-core/values'
import type { BodyShape } from './operation.ts'
import { type JsonObject } from './parse-document.ts'
import type { Located, References } from './references.ts'
import { listOf, typesOf } from './schema-facts.ts'

/** What a schema says about further properties: nothing, that they are refused, that they are taken. */
type Further = 'unstated' | 'refused' | 'taken'

interface PropertyFacts {
  readOnly: boolean
  hasDefault: boolean
}

interface Shape {
  /** False where it may be something else than an object. */
  isRecord: boolean
  further: Further
  properties: Map<string, PropertyFacts>
  required: Set<string>
}

/** A composition of more parts, or a deeper one, is left open: nothing is said about its properties. */
const MOST_PARTS = 10_000
const DEEPEST = 200

/** The properties of an object schema, those of its `allOf`, `oneOf` and `anyOf` included. */
export function shapeOf(schema: Located, references: References): Pick<BodyShape, 'closed' | 'properties'> {
  const shape = new Composition(references).shapeOf(schema)
  if (shape === null) return { closed: false, properties: new Map() }
  const names = new Set([...shape.properties.keys(), ...shape.required])
  const properties = [...names].map((name) => {
    const { readOnly = false, hasDefault = false } = shape.properties.get(name) ?? {}
    return [name, { required: shape.required.has(name) && !hasDefault, readOnly }] as const
  })
  const isClosed = shape.further === 'refused' || (shape.further === 'unstated' && names.size > 0)
  return { closed: shape.isRecord && isClosed, properties: new Map(properties) }
}

/** A shape, and how far it holds. */
interface Walked {
  /** `null` where a schema says nothing about properties. */
  shape: Shape | null
  /** The outermost schema above that it leads back to, by depth; infinite for none: only then it is the same everywhere. */
  leadsTo: number
}

/** Puts together what a schema is composed of. Parts that several schemas share are looked at once. */
class Composition {
  readonly #references: References
  readonly #finished = new Map<JsonObject, Shape | null>()
  /** Schemas that are being looked at, by depth. */
  readonly #open = new Map<JsonObject, number>()
  #parts = 0

  constructor(references: References) {
    this.#references = references
  }

  shapeOf(schema: Located): Shape | null {
    return this.#walk(schema).shape
  }

  #walk({ value, base }: Located): Walked {
    if (!isRecord(value)) return { shape: null, leadsTo: Infinity }
    const finished = this.#finished.get(value)
    if (finished !== undefined) return { shape: finished, leadsTo: Infinity }
    const above = this.#open.get(value)
    if (above !== undefined) return { shape: null, leadsTo: above }
    const depth = this.#open.size
    this.#parts += 1
    if (depth > DEEPEST || this.#parts > MOST_PARTS) return { shape: anything(), leadsTo: Infinity }
    this.#open.set(value, depth)
    const { shape, leadsTo } = this.#compose(value, base)
    this.#open.delete(value)
    if (leadsTo < depth) return { shape, leadsTo }
    this.#finished.set(value, shape)
    return { shape, leadsTo: Infinity }
  }

  #compose(value: JsonObject, base: string): Walked {
    const own = { shape: ownShape(value, base, this.#references), leadsTo: Infinity }
    const parts = [own, ...this.#referred(value, base), ...this.#each(value['allOf'], base)]
    const choices = ['oneOf', 'anyOf'].map((keyword) => combined(this.#each(value[keyword], base), eitherOf))
    return combined([...parts, ...choices], allOf)
  }

  #each(list: unknown, base: string): Walked[] {
    return listOf(list).map((part) => this.#walk({ value: part, base }))
  }

  /** A reference that cannot be read leaves the shape open. */
  #referred(value: JsonObject, base: string): Walked[] {
    if (typeof value['$ref'] !== 'string') return []
    let target: Located
    try {
      target = this.#references.follow({ value, base })
    } catch {
      return [{ shape: anything(), leadsTo: Infinity }]
    }
    return [this.#walk(target)]
  }
}

function combined(parts: readonly Walked[], combine: (shapes: readonly Shape[]) => Shape | null): Walked {
  const shapes = parts.flatMap(({ shape }) => shape ?? [])
  const leadsTo = parts.reduce((outermost, part) => Math.min(outermost, part.leadsTo), Infinity)
  return { shape: combine(shapes), leadsTo }
}

function ownShape(schema: JsonObject, base: string, references: References): Shape | null {
  const types = typesOf(schema)
  if (types.length > 0 && !types.includes('object')) return types.every((type) => type === 'null') ? null : anything()
  const required = listOf(schema['required']).filter((name) => typeof name === 'string')
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : []
  const further = furtherOf(schema)
  const isSilent = properties.length === 0 && required.length === 0 && further === 'unstated'
  if (types.length === 0 && isSilent) return null
  return {
    isRecord: types.every((type) => type === 'object' || type === 'null'),
    // `type: object` and not a word more: whatever the client likes.
    further: isSilent && !hasParts(schema) ? 'taken' : further,
    properties: new Map(properties.map(([name, value]) => [name, propertyFacts({ value, base }, references)])),
    required: new Set(required),
  }
}

function hasParts(schema: JsonObject): boolean {
  return ['$ref', 'allOf', 'oneOf', 'anyOf'].some((keyword) => schema[keyword] !== undefined)
}

/** Of what is no object, or cannot be read. */
function anything(): Shape {
  return { isRecord: false, further: 'taken', properties: new Map(), required: new Set() }
}

function furtherOf(schema: JsonObject): Further {
  if (isRecord(schema['patternProperties'])) return 'taken'
  const said = schema['additionalProperties'] ?? schema['unevaluatedProperties']
  if (said === undefined) return 'unstated'
  return said === false ? 'refused' : 'taken'
}

/** drf-spectacular writes `allOf: [$ref], readOnly: true`, other generators `$ref` to something that is read-only. */
function propertyFacts(property: Located, references: References): PropertyFacts {
  const { value } = property
  if (!isRecord(value)) return { readOnly: false, hasDefault: false }
  let target: unknown
  try {
    target = typeof value['$ref'] === 'string' ? references.follow(property).value : undefined
  } catch {
    target = undefined
  }
  const levels = [value, ...(isRecord(target) ? [target] : [])]
  return {
    readOnly: levels.some((level) => level['readOnly'] === true),
    hasDefault: levels.some((level) => level['default'] !== undefined),
  }
}

/** Whatever any part requires must come. */
function allOf(parts: readonly Shape[]): Shape | null {
  return merged(parts, (required, part) => {
    for (const name of part.required) required.add(name)
  })
}

/** A choice: any property of any branch may come, only what all branches require must. */
function eitherOf(branches: readonly Shape[]): Shape | null {
  return merged(branches, (required, branch) => {
    for (const name of required) if (!branch.required.has(name)) required.delete(name)
  })
}

/** A new shape: those of the parts are used elsewhere too. */
function merged(
  [first, ...others]: readonly Shape[],
  require: (required: Set<string>, part: Shape) => void,
): Shape | null {
  if (first === undefined || others.length === 0) return first ?? null
  const all = { ...first, properties: new Map(first.properties), required: new Set(first.required) }
  for (const other of others) {
    all.isRecord &&= other.isRecord
    all.further = bothFurther(all.further, other.further)
    for (const [name, facts] of other.properties)
      all.properties.set(name, bothFacts(all.properties.get(name) ?? facts, facts))
    require(all.required, other)
  }
  return all
}

function bothFacts(one: PropertyFacts, other: PropertyFacts): PropertyFacts {
  return { readOnly: one.readOnly || other.readOnly, hasDefault: one.hasDefault || other.hasDefault }
}

function bothFurther(one: Further, other: Further): Further {
  if (one === 'taken' || other === 'taken') return 'taken'
  return one === 'refused' || other === 'refused' ? 'refused' : 'unstated'
}
