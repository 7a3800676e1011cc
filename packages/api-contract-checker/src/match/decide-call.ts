import type { HttpMethod } from '../calls/api-call.ts'
import type { Endpoint } from './endpoint.ts'
import type { EndpointIndex, PathFit } from './endpoint-index.ts'
import type { PathTemplate } from './path-template.ts'
import { badWords } from './path-value.ts'

/** What the schemas say to one method and path. */
export interface Decision {
  status: 'matched' | 'trailing-slash' | 'method-mismatch' | 'frontend-only'
  /**
   * Of `matched` what is reached, of `trailing-slash` what would be with the other slash, of `method-mismatch` what the
   * path has instead. Several where a hole may hold several words, or the method is not known.
   */
  endpoints: readonly Endpoint[]
  /** The words of the call that are words of the schema's path; 0 is no evidence of anything. */
  words: number
  /** True where a hole of the call must hold a word of the schema for it. */
  byValue: boolean
}

const nowhere: Decision = { status: 'frontend-only', endpoints: [], words: 0, byValue: false }

/**
 * Tries every template that fits with the call's method before the method is called wrong; a slash that differs is no
 * other path. Three rounds: templates that fit; templates that fit if a hole of the call holds one of their words;
 * templates where a word of the call cannot be the parameter (the path still has no other reader).
 */
export function decideCall(method: HttpMethod | null, path: PathTemplate, index: EndpointIndex): Decision {
  const fits = index.find(path)
  if (fits.length === 0) return nowhere
  const rounds = roundsOf(fits, path)
  for (const round of rounds.sound) {
    const reached = withMethod(method, path, round)
    if (reached !== null) return reached
  }
  for (const round of rounds.sound) {
    const other = otherMethods(method, path, round)
    if (other !== null) return other
  }
  return withMethod(method, path, rounds.unsound) ?? otherMethods(method, path, rounds.unsound) ?? nowhere
}

function roundsOf(fits: readonly PathFit[], path: PathTemplate): { sound: PathFit[][]; unsound: PathFit[] } {
  const hasWords = path.segments.some(({ kind }) => kind === 'literal')
  const sound: [PathFit[], PathFit[]] = [[], []]
  const unsound: PathFit[] = []
  for (const fit of fits) {
    const bad = hasWords ? fit.endpoints.filter((endpoint) => badWords(path, endpoint).length > 0) : []
    const good = bad.length === 0 ? fit.endpoints : fit.endpoints.filter((endpoint) => !bad.includes(endpoint))
    if (good.length > 0) sound[fit.byValue ? 1 : 0].push({ ...fit, endpoints: good })
    if (bad.length > 0 && !fit.byValue) unsound.push({ ...fit, endpoints: bad })
  }
  return { sound, unsound }
}

function withMethod(method: HttpMethod | null, path: PathTemplate, fits: readonly PathFit[]): Decision | null {
  for (const wanted of methodsFor(method)) {
    const decision = fits[0]?.byValue === true ? allByValue(wanted, path, fits) : mostExact(wanted, path, fits)
    if (decision !== null) return decision
  }
  return null
}

/**
 * The most exact template answers, its slash included: who writes `/users/me/` means `/users/me`, not `/users/{id}/`.
 */
function mostExact(method: HttpMethod | null, path: PathTemplate, fits: readonly PathFit[]): Decision | null {
  for (const { endpoints, words } of fits) {
    const found = endpoints.filter(({ operation }) => method === null || operation.method === method)
    const sameSlash = found.filter(({ template }) => slashFits(path, template))
    if (sameSlash.length > 0) return { status: 'matched', endpoints: sameSlash, words, byValue: false }
    if (found.length > 0) return { status: 'trailing-slash', endpoints: found, words, byValue: false }
  }
  return null
}

/** A hole that may hold several words reaches all of them. */
function allByValue(method: HttpMethod | null, path: PathTemplate, fits: readonly PathFit[]): Decision | null {
  const found = believable(fits, (endpoint) => method === null || endpoint.operation.method === method)
  if (found.length === 0) return null
  const words = Math.max(...fits.map((fit) => fit.words))
  const sameSlash = found.filter(({ template }) => slashFits(path, template))
  const status = sameSlash.length > 0 ? 'matched' : 'trailing-slash'
  return { status, endpoints: sameSlash.length > 0 ? sameSlash : found, words, byValue: true }
}

/** A hole without a telling name chooses between several words, or means none of them. */
function believable(fits: readonly PathFit[], isWanted: (endpoint: Endpoint) => boolean): Endpoint[] {
  const chosen = fits.map((fit) => ({ ...fit, endpoints: fit.endpoints.filter(isWanted) }))
  const doubtful = chosen.filter(({ needsChoice, endpoints }) => needsChoice && endpoints.length > 0)
  return chosen.filter((fit) => !fit.needsChoice || doubtful.length > 1).flatMap(({ endpoints }) => endpoints)
}

function otherMethods(method: HttpMethod | null, path: PathTemplate, fits: readonly PathFit[]): Decision | null {
  const [first] = fits
  if (first === undefined) return null
  const all = first.byValue ? valuesOfOtherMethods(method, fits) : first.endpoints
  if (all.length === 0) return null
  const sameSlash = all.filter(({ template }) => slashFits(path, template))
  const endpoints = sameSlash.length > 0 ? sameSlash : all
  return { status: 'method-mismatch', endpoints, words: first.words, byValue: first.byValue }
}

/** Where a word takes the method and was not believed to be meant, its neighbours are not meant either. */
function valuesOfOtherMethods(method: HttpMethod | null, fits: readonly PathFit[]): Endpoint[] {
  const wanted = methodsFor(method)
  const takesIt = fits.some(({ endpoints }) => endpoints.some(({ operation }) => wanted.includes(operation.method)))
  return takesIt ? [] : believable(fits, () => true)
}

/** Every server that answers GET answers HEAD. */
function methodsFor(method: HttpMethod | null): (HttpMethod | null)[] {
  return method === 'HEAD' ? ['HEAD', 'GET'] : [method]
}

function slashFits(path: PathTemplate, template: PathTemplate): boolean {
  const last = template.segments.at(-1)
  const takesAll = last?.kind === 'hole' && last.isRest
  return takesAll || path.segments.length === 0 || path.hasSlash === template.hasSlash
}
