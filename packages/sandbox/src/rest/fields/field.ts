import { validationError, type Problem, type Problems } from '../errors.ts'

/** A schema as OpenAPI 3.0 has it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

export type Reading<T> = { readonly value: T } | { readonly problem: Problem }

/**
 * One value of a body or a query: what the schema says of it, and how it is read. Both as Django REST Framework does it,
 * its messages and its leniency included (`"12"` is an integer, `12` is a text).
 */
export interface Field<T> {
  readonly schema: JsonSchema
  /** What stands for it where it is not given; without one it is required. */
  readonly absent?: { readonly value: T }
  read(given: unknown): Reading<T>
}

export type Fields = Readonly<Record<string, Field<unknown>>>
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never
}

/** @throws {ApiError} 400 that tells of every field what is wrong with it */
export function readFields<F extends Fields>(fields: F, given: Readonly<Record<string, unknown>>): ValuesOf<F> {
  const reading = tryFields(fields, given)
  if ('problem' in reading) throw validationError(reading.problem)
  return reading.value
}

/** Schema of an object with these fields. */
export function schemaOf(fields: Fields): JsonSchema {
  const required = Object.keys(fields).filter((name) => fields[name]?.absent === undefined)
  const properties = Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema]))
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

export function tryFields<F extends Fields>(
  fields: F,
  given: Readonly<Record<string, unknown>>,
): { readonly value: ValuesOf<F> } | { readonly problem: Problems } {
  const values: Record<string, unknown> = {}
  const problems: Record<string, Problem> = {}
  for (const [name, field] of Object.entries(fields)) {
    const reading = readField(field, Object.hasOwn(given, name) ? given[name] : undefined)
    if ('problem' in reading) problems[name] = reading.problem
    else values[name] = reading.value
  }
  if (Object.keys(problems).length > 0) return { problem: problems }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field was read by its own entry of the table
  return { value: values as ValuesOf<F> }
}

function readField<T>(field: Field<T>, given: unknown): Reading<T> {
  if (given === undefined) return field.absent ?? problem('This field is required.')
  return field.read(given)
}

export function problem(...messages: readonly string[]): { readonly problem: readonly string[] } {
  return { problem: messages }
}

export const nullProblem = problem('This field may not be null.')

export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, absent: { value: undefined } }
}

export function withDefault<T>(field: Field<T>, value: T): Field<T> {
  return { ...field, schema: { ...field.schema, default: value }, absent: { value } }
}

export function nullable<T>(field: Field<T>): Field<T | null> {
  return {
    schema: { ...field.schema, nullable: true },
    read: (given) => (given === null ? { value: null } : field.read(given)),
  }
}

/** A field whose values have to be right in one more way. */
export function refine<T>(field: Field<T>, problemOf: (value: T) => string | null): Field<T> {
  return {
    ...field,
    read: (given) => {
      const reading = field.read(given)
      if ('problem' in reading) return reading
      const found = problemOf(reading.value)
      return found === null ? reading : problem(found)
    },
  }
}

/** As Python calls it. */
export function typeOf(given: unknown): string {
  if (Array.isArray(given)) return 'list'
  if (given === null) return 'NoneType'
  const names: Readonly<Record<string, string>> = { string: 'str', number: 'int', boolean: 'bool', object: 'dict' }
  return names[typeof given] ?? typeof given
}
