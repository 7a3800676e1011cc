import { nullProblem, problem, refine, type Field, type JsonSchema } from './field.ts'

export interface TextOptions {
  readonly maxLength?: number
  readonly minLength?: number
  readonly isBlankAllowed?: boolean
  /** Passwords keep the spaces around them. */
  readonly keepsSpace?: boolean
}

export function text({ maxLength, minLength, isBlankAllowed, keepsSpace }: TextOptions = {}): Field<string> {
  const shortest = minLength ?? (isBlankAllowed ? undefined : 1)
  const limits = {
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(shortest === undefined ? {} : { minLength: shortest }),
  }
  return {
    schema: { type: 'string', ...limits },
    read: (given) => {
      if (given === null) return nullProblem
      if (typeof given !== 'string' && typeof given !== 'number') return problem('Not a valid string.')
      const value = keepsSpace ? String(given) : String(given).trim()
      const found = problemOfText(value, { maxLength, minLength, isBlankAllowed })
      return found === null ? { value } : problem(found)
    },
  }
}

interface TextLimits {
  readonly maxLength: number | undefined
  readonly minLength: number | undefined
  readonly isBlankAllowed: boolean | undefined
}

function problemOfText(value: string, { maxLength, minLength, isBlankAllowed }: TextLimits): string | null {
  if (value === '') return isBlankAllowed ? null : 'This field may not be blank.'
  if (value.includes('\0')) return 'Null characters are not allowed.'
  const [surrogate] = /\p{Surrogate}/u.exec(value) ?? []
  if (surrogate !== undefined)
    return `Surrogate characters are not allowed: U+${surrogate.charCodeAt(0).toString(16).toUpperCase()}.`
  // As PostgreSQL and Python count them.
  const length = maxLength === undefined && minLength === undefined ? 0 : Array.from(value).length
  if (maxLength !== undefined && length > maxLength)
    return `Ensure this field has no more than ${maxLength} characters.`
  if (minLength !== undefined && length < minLength) return `Ensure this field has at least ${minLength} characters.`
  return null
}

export function email(): Field<string> {
  const field = text({ maxLength: 254 })
  return refine({ ...field, schema: { type: 'string', format: 'email', maxLength: 254 } }, (value) =>
    /^[^\s@"(),:;<>[\\\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i.test(value)
      ? null
      : 'Enter a valid email address.',
  )
}

export function choice<const T extends string>(values: readonly T[], schema?: JsonSchema): Field<T> {
  return {
    schema: schema ?? { type: 'string', enum: values },
    read: (given) => {
      if (given === null) return nullProblem
      const value = values.find((candidate) => candidate === given)
      return value === undefined ? problem(`"${shorten(given)}" is not a valid choice.`) : { value }
    },
  }
}

function shorten(given: unknown): string {
  const shown = typeof given === 'string' ? given : JSON.stringify(given)
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function uuid(): Field<string> {
  return {
    schema: { type: 'string', format: 'uuid' },
    read: (given) => {
      if (given === null) return nullProblem
      return typeof given === 'string' && uuidPattern.test(given)
        ? { value: given.toLowerCase() }
        : problem('Must be a valid UUID.')
    },
  }
}
