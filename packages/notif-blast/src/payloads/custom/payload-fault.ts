import { isRecord } from '@m4sh/tools-core/values'
import { markerKey } from '../marker.ts'
import type { Payload } from '../payload-kind.ts'

/** Keys and positions that lead to a value. */
export type JsonPath = readonly (string | number)[]

export interface PayloadFault {
  readonly path: JsonPath
  /** Completes "… ": `must be an object`. */
  readonly problem: string
}

/** Deeper ones are a mistake, and the deepest overflow what reads them. */
const mostLevels = 100

/**
 * A payload that PostgreSQL takes as jsonb and gives back as it was.
 * @param path where the value stands
 * @param refuse is called with the first thing that is wrong
 */
export function toPayload(value: unknown, path: JsonPath, refuse: (fault: PayloadFault) => never): Payload {
  if (!isRecord(value)) return refuse({ path, problem: 'must be an object such as {"title": "…", "body": "…"}' })
  if (Object.hasOwn(value, markerKey))
    return refuse({
      path: [...path, markerKey],
      problem: 'is where the marker of the run is written: name it otherwise',
    })
  const fault = faultIn(value, path, 0)
  return fault ? refuse(fault) : value
}

function faultIn(value: unknown, path: JsonPath, level: number): PayloadFault | null {
  const problem = problemOf(value, level)
  if (problem !== null) return { path, problem }
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key]
    const keyProblem = key === '__proto__' ? 'is a key that JavaScript takes for something else' : problemOf(key, 0)
    const fault = keyProblem === null ? faultIn(inner, place, level + 1) : { path: place, problem: keyProblem }
    if (fault) return fault
  }
  return null
}

function problemOf(value: unknown, level: number): string | null {
  if (level > mostLevels) return `lies deeper than ${mostLevels} levels`
  if (typeof value === 'number') return numberProblem(value)
  if (typeof value !== 'string') return null
  if (value.includes('\0')) return 'holds the character U+0000, which PostgreSQL cannot store'
  return /\p{Surrogate}/u.test(value)
    ? 'holds half of a character (a lone surrogate), which PostgreSQL cannot store'
    : null
}

function numberProblem(value: number): string | null {
  if (!Number.isFinite(value)) return 'is a number that is too large'
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return null
  return `has more digits than a number can keep (it must be ${Number.MAX_SAFE_INTEGER} at most): write it as a text`
}

/** `[2].lesson.title`, for messages; a long one is cut. */
export function pathText(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
  })
  const text = steps.join('').replace(/^\./, '')
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
