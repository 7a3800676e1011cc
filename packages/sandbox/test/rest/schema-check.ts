type Schema = Readonly<Record<string, unknown>>

/** An OpenAPI document, as far as answers and bodies are held against it. */
export class SchemaCheck {
  readonly #components: Schema
  readonly #operations: readonly { readonly key: string; readonly pattern: RegExp; readonly operation: Schema }[]

  constructor(document: unknown) {
    const { paths, components } = asRecord(document)
    this.#components = asRecord(asRecord(components)['schemas'])
    this.#operations = Object.entries(asRecord(paths)).flatMap(([path, item]) =>
      Object.entries(asRecord(item)).map(([method, operation]) => ({
        key: `${method.toUpperCase()} ${path}`,
        pattern: new RegExp(`^${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        operation: asRecord(operation),
      })),
    )
  }

  /** `POST /api/auth/login/`, … */
  get keys(): readonly string[] {
    return this.#operations.map(({ key }) => key)
  }

  /** What is not as the document has it; nothing where it knows no such operation. */
  problemsOfAnswer(method: string, path: string, status: number, body: unknown): readonly string[] {
    const operation = this.#find(method, path)
    if (!operation) return []
    const answer = asRecord(operation['responses'])[status]
    if (answer === undefined) return [`${status} is not declared`]
    const schema = jsonSchemaIn(answer)
    if (schema === null) return body === undefined ? [] : ['a body where none is declared']
    return this.#problems(schema, body, '$', true)
  }

  problemsOfRequest(method: string, url: URL, body: unknown): readonly string[] {
    const operation = this.#find(method, url.pathname)
    if (!operation) return []
    const declared = parametersIn(operation)
    const unknown = [...url.searchParams.keys()].filter((name) => !declared.includes(name))
    const schema = jsonSchemaIn(operation['requestBody'] ?? {})
    const ofBody = schema === null || body === undefined ? [] : this.#problems(schema, body, '$', false)
    return [...unknown.map((name) => `the parameter ${name} is not declared`), ...ofBody]
  }

  #find(method: string, path: string): Schema | undefined {
    const matching = this.#operations.filter(({ pattern }) => pattern.test(`${method} ${path}`))
    return (matching.find(({ key }) => !key.includes('{')) ?? matching[0])?.operation
  }

  /** @param isStrict whether properties that are not declared are a problem */
  #problems(schema: Schema, value: unknown, at: string, isStrict: boolean): string[] {
    const pointer = schema['$ref']
    if (typeof pointer === 'string') {
      const name = pointer.replace('#/components/schemas/', '')
      return this.#problems(asRecord(this.#components[name]), value, at, isStrict)
    }
    if (value === null) return schema['nullable'] === true || !('type' in schema) ? [] : [`${at} is null`]
    return [...problemsOfType(schema, value, at), ...this.#problemsWithin(schema, value, at, isStrict)]
  }

  #problemsWithin(schema: Schema, value: unknown, at: string, isStrict: boolean): string[] {
    if (Array.isArray(value)) {
      const items = asRecord(schema['items'] ?? {})
      return value.flatMap((item, index) => this.#problems(items, item, `${at}[${index}]`, isStrict))
    }
    if (typeof value !== 'object' || value === null || schema['type'] !== 'object') return []
    const properties = asRecord(schema['properties'] ?? {})
    const required = (schema['required'] ?? []) as readonly string[]
    const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
    const inner = Object.entries(value).flatMap(([name, part]) => {
      if (name in properties) return this.#problems(asRecord(properties[name]), part, `${at}.${name}`, isStrict)
      return isStrict && !('additionalProperties' in schema) ? [`${at}.${name} is not declared`] : []
    })
    return [...missing, ...inner]
  }
}

const formats: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  email: /^\S+@\S+$/,
}

function problemsOfType(schema: Schema, value: unknown, at: string): string[] {
  const { type, enum: values, format, minimum, maxLength, minLength } = schema
  if (type !== undefined && type !== typeOf(value)) return [`${at} is ${typeOf(value)}, not ${JSON.stringify(type)}`]
  if (Array.isArray(values) && !values.includes(value)) return [`${at} is ${String(value)}, none of ${values.join()}`]
  if (typeof value === 'number' && typeof minimum === 'number' && value < minimum) return [`${at} is ${value}`]
  if (typeof value !== 'string') return []
  const isLong = typeof maxLength === 'number' && Array.from(value).length > maxLength
  const isShort = typeof minLength === 'number' && value.length < minLength
  const pattern = typeof format === 'string' ? formats[format] : undefined
  return isLong || isShort || pattern?.test(value) === false ? [`${at} is ${JSON.stringify(value)}`] : []
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function jsonSchemaIn(holder: unknown): Schema | null {
  const { content } = asRecord(holder)
  const json = content === undefined ? undefined : asRecord(content)['application/json']
  return json === undefined ? null : asRecord(asRecord(json)['schema'])
}

function parametersIn({ parameters = [] }: Schema): readonly unknown[] {
  return (parameters as readonly unknown[])
    .map((parameter) => asRecord(parameter))
    .flatMap(({ in: place, name }) => (place === 'query' ? [name] : []))
}

function asRecord(value: unknown): Schema {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Schema
  throw new TypeError(`no object: ${JSON.stringify(value)}`)
}
