import type { PathHole } from '../calls/api-call.ts'
import { say } from '../language/phrases.ts'
import type { Parameter } from '../spec/operation.ts'
import type { Endpoint } from './endpoint.ts'
import type { PathTemplate, Segment } from './path-template.ts'
import { readPattern } from './text-pattern.ts'

/** A piece of a call's path that cannot be what the endpoint wants there. */
export interface BadPathValue {
  /** The word as it is sent, or the name of the call's hole. */
  value: string
  /** Set where a hole of a declared type stands there rather than a word. */
  holeType: PathHole['type']
  parameter: string
  /** What is wanted, in words. */
  wanted: string
}

/** Words of the path that cannot be values of the parameters at their places. */
export function badWords(path: PathTemplate, { template, pathParameters }: Endpoint): BadPathValue[] {
  return template.segments.flatMap((wanted, at) => {
    const given = path.segments[at]
    if (wanted.kind !== 'hole' || wanted.isRest || given?.kind !== 'literal') return []
    const needs = wantedInstead(given.text, wanted, pathParameters.get(wanted.name))
    return needs === null ? [] : [{ value: given.text, holeType: null, parameter: wanted.name, wanted: needs }]
  })
}

/** Holes whose declared type cannot be that of the parameter. A string may hold anything and is never bad. */
export function badHoles(
  path: PathTemplate,
  holes: readonly PathHole[],
  { template, pathParameters }: Endpoint,
): BadPathValue[] {
  const types = new Map(holes.map(({ name, type }) => [name, type]))
  return template.segments.flatMap((wanted, at) => {
    const given = path.segments[at]
    if (wanted.kind !== 'hole' || given?.kind !== 'hole') return []
    const holeType = types.get(given.name) ?? null
    const schema = pathParameters.get(wanted.name)?.schema
    if (holeType === null || schema === null || schema === undefined || !neverAgree(holeType, schema)) return []
    return [{ value: given.name, holeType, parameter: wanted.name, wanted: inWords(schema) }]
  })
}

type ParameterSchema = NonNullable<Parameter['schema']>

function wantedInstead(
  text: string,
  { pattern }: Segment & { kind: 'hole' },
  parameter: Parameter | undefined,
): string | null {
  if (pattern !== null && !pattern.fits(text)) return say('text that fits {pattern}', { pattern: pattern.source })
  const schema = parameter?.schema ?? null
  return schema === null || canBe(text, schema) ? null : inWords(schema)
}

const UUID = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i

function canBe(text: string, { type, format, enum: values, pattern }: ParameterSchema): boolean {
  if (values !== null) return values.some((value) => String(value) === text)
  if (type === 'integer') return /^[+-]?\d+$/.test(text)
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text))
  if (type === 'boolean') return /^(?:true|false|0|1)$/i.test(text)
  if (format === 'uuid') return UUID.test(text)
  if (format === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text)
  if (format === 'date-time') return !Number.isNaN(Date.parse(text))
  return pattern === null || fitsPattern(text, pattern)
}

/** Patterns come from other languages; one that cannot be read here forbids nothing. */
function fitsPattern(text: string, pattern: string): boolean {
  return readPattern(pattern, 'u')?.fits(text) ?? true
}

function neverAgree(
  holeType: 'string' | 'number' | 'boolean',
  { type, format, enum: values }: ParameterSchema,
): boolean {
  if (holeType === 'string') return false
  if (values !== null)
    return holeType === 'number' && values.every((value) => typeof value !== 'number' && Number.isNaN(Number(value)))
  if (holeType === 'boolean') return type === 'integer' || type === 'number' || isStructured(format)
  return type === 'boolean' || (type !== 'integer' && type !== 'number' && isStructured(format))
}

function isStructured(format: string | null): boolean {
  return format === 'uuid' || format === 'date' || format === 'date-time' || format === 'email'
}

function inWords({ type, format, enum: values, pattern }: ParameterSchema): string {
  if (values !== null)
    return say('one of {values}', {
      values: `${values.slice(0, 6).map(String).join(', ')}${values.length > 6 ? ', …' : ''}`,
    })
  if (type === 'integer' || type === 'number' || type === 'boolean') return say(type)
  if (format !== null) return format
  return pattern === null ? (type ?? say('another value')) : say('text that fits {pattern}', { pattern })
}
