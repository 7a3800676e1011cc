import { isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import { shapeOf } from './body-shape.ts'
import { messageOf } from './error-message.ts'
import type { Parameter } from './operation.ts'
import type { Located, LocatedObject, References } from './references.ts'
import { schemaFacts } from './schema-facts.ts'

/** What is odd about one operation. */
export interface OperationNotes {
  /** Its name. */
  operation: string
  warnings: string[]
}

/** The parameters of one operation, those of its path included. */
export interface ReadParameters {
  path: Parameter[]
  query: Parameter[]
  openQuery: boolean
  /** Swagger 2.0 puts the body among the parameters. */
  body: LocatedObject[]
  form: LocatedObject[]
}

/** @param levels the lists of the path and of the operation; of two with the same name and place the later one counts */
export function readParameters(
  levels: readonly Located[],
  references: References,
  notes: OperationNotes,
): ReadParameters {
  const { operation, warnings } = notes
  const found = new Map<string, LocatedObject>()
  let isPartly = false
  for (const level of levels) {
    if (level.value === undefined || level.value === null) continue
    if (!Array.isArray(level.value)) {
      warnings.push(say('{operation}: its `parameters` are no list and are left out.', { operation }))
      isPartly = true
      continue
    }
    for (const value of level.value as unknown[]) {
      const parameter = followed({ value, base: level.base }, references, notes)
      if (parameter === null) isPartly = true
      else found.set(`${String(parameter.value['in'])} ${nameOf(parameter)}`, parameter)
    }
  }
  return sorted([...found.values()], references, isPartly)
}

function followed(located: Located, references: References, { operation, warnings }: OperationNotes) {
  try {
    const { value, base } = references.follow(located)
    if (isRecord(value) && typeof value['in'] === 'string') return { value, base }
    warnings.push(
      say('{operation}: one of its parameters does not say where it belongs (`in`) and is left out.', { operation }),
    )
  } catch (error) {
    const why = messageOf(error)
    warnings.push(say('{operation}: one of its parameters is left out: {@why}.', { operation, why }))
  }
  return null
}

function sorted(found: readonly LocatedObject[], references: References, isPartly: boolean): ReadParameters {
  const read: ReadParameters = { path: [], query: [], openQuery: isPartly, body: [], form: [] }
  for (const located of found) {
    const place = located.value['in']
    if (place === 'body') read.body.push(located)
    else if (place === 'formData') read.form.push(located)
    else if (place === 'path') read.path.push(toParameter(located, references))
    else if (place === 'query') addQuery(read, located, references)
    // OpenAPI 3.2: the whole query string as one value.
    else if (place === 'querystring') read.openQuery = true
  }
  return read
}

/** An object in the default style (`form`, exploded) stands in the query string by its properties, not by its name. */
function addQuery(read: ReadParameters, located: LocatedObject, references: References): void {
  const { value, base } = located
  const parameter = toParameter(located, references)
  const isForm = value['style'] === undefined || value['style'] === 'form'
  if (parameter.schema?.type !== 'object' || !isForm || value['explode'] === false || value['content'] !== undefined) {
    read.query.push(parameter)
    return
  }
  const shape = shapeOf({ value: value['schema'], base }, references)
  for (const [name, { required }] of shape.properties)
    read.query.push({ name, required: required && parameter.required, schema: null })
  read.openQuery ||= !shape.closed
}

export function toParameter({ value, base }: LocatedObject, references: References): Parameter {
  // Swagger 2.0 writes type, format and the rest beside the name.
  const schema = value['schema'] ?? firstContentSchema(value['content']) ?? value
  const facts = schemaFacts({ value: schema, base }, references)
  return {
    name: nameOf({ value }),
    required: value['required'] === true && !facts.hasDefault,
    schema: facts.isEmpty ? null : { type: facts.type, format: facts.format, enum: facts.enum, pattern: facts.pattern },
  }
}

function nameOf({ value: { name } }: Pick<LocatedObject, 'value'>): string {
  return typeof name === 'string' ? name : ''
}

function firstContentSchema(content: unknown): unknown {
  if (!isRecord(content)) return undefined
  const [media] = Object.values(content)
  // JSON in a query parameter: its own schema says nothing about the text.
  return isRecord(media) ? {} : undefined
}
