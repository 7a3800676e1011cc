import { isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import { shapeOf } from './body-shape.ts'
import { messageOf } from './error-message.ts'
import type { BodyShape } from './operation.ts'
import { toParameter, type OperationNotes, type ReadParameters } from './parameters.ts'
import type { Located, References } from './references.ts'

/** The body of an OpenAPI 3 operation; `null` where it takes none. */
export function readRequestBody(
  located: Located,
  references: References,
  { operation, warnings }: OperationNotes,
): BodyShape | null {
  if (located.value === undefined || located.value === null) return null
  try {
    const { value, base } = references.follow(located)
    if (!isRecord(value)) throw new Error(say('it is no object'))
    const schema = bestMedia(value['content'])
    const required = value['required'] === true
    return schema === undefined ? unknownBody(required) : { required, ...shapeOf({ value: schema, base }, references) }
  } catch (error) {
    const why = messageOf(error)
    warnings.push(say('{operation}: its request body is left out: {@why}.', { operation, why }))
    return unknownBody(false)
  }
}

/** The body of a Swagger 2.0 operation, which stands among its parameters. */
export function readSwaggerBody({ body: [body], form }: ReadParameters, references: References): BodyShape | null {
  if (body !== undefined)
    return {
      required: body.value['required'] === true,
      ...shapeOf({ value: body.value['schema'], base: body.base }, references),
    }
  if (form.length === 0) return null
  const fields = form.map((located) => toParameter(located, references))
  const properties = fields.map(({ name, required }) => [name, { required, readOnly: false }] as const)
  return { required: fields.some(({ required }) => required), closed: true, properties: new Map(properties) }
}

/** JSON before forms: where an operation takes both, frontends send JSON. */
function bestMedia(content: unknown): unknown {
  if (!isRecord(content)) return undefined
  const media = Object.entries(content).map(([type, value]) => ({ type: type.toLowerCase(), value }))
  const best =
    media.find(({ type }) => /^application\/json\b/.test(type)) ??
    media.find(({ type }) => /[/+]json\b/.test(type)) ??
    media.find(({ type }) => /x-www-form-urlencoded|multipart\/form-data/.test(type)) ??
    media.find(({ type }) => type.includes('*'))
  return isRecord(best?.value) ? best.value['schema'] : undefined
}

function unknownBody(required: boolean): BodyShape {
  return { required, closed: false, properties: new Map() }
}
