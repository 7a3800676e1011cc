import type { Site } from './call-site.ts'
import type { GivenNames } from '../api-call.ts'
import type { Client, RequestShape } from '../clients/client.ts'
import { isComplete, namesOfQuery } from '../evaluate/constructors.ts'
import type { Context } from '../evaluate/context.ts'
import { callFunction } from '../evaluate/functions.ts'
import { entriesOf } from '../evaluate/entries.ts'
import { memberOf } from '../evaluate/members.ts'
import { agree, joinGuards, outcome } from '../evaluate/outcomes.ts'
import {
  plainText,
  text,
  toParts,
  unknown,
  type Argument,
  type Guards,
  type Hole,
  type Outcome,
  type Part,
  type Value,
} from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import { skipWrappers } from '../syntax/source-index.ts'

/** One way in which a call can be sent: method and URL that belong together. */
export interface RequestRead {
  url: readonly Part[]
  /** Upper case; `null` where it is not known. */
  method: string | null
  /** What decides the method, where the source leaves it open. */
  methodHole: Hole | null
  query: GivenNames | null
  body: GivenNames | null
}

const httpMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/** Reads a call by the shape of what it calls. */
export function readRequest(
  context: Context,
  client: Client,
  shape: RequestShape,
  args: readonly Argument[],
  site: Site,
): RequestRead[] {
  const positions = placed(shape, args)
  const { keys } = client.kind
  // axios(config), fetch(new Request(…)), $.ajax(settings): an object in the URL's place is the whole request.
  const whole = positions.url?.evaluate().filter(({ value }) => isConfig(value)) ?? []
  const options = [...whole, ...(positions.options?.evaluate() ?? [])]
  // The method first: it takes few steps, and an entangled URL can use up all there are.
  const methods = methodsOf(context, shape, positions, options, keys.method)
  const urls = urlsGiven(context, shape, positions.url, options, keys.url)
  const query = queryOf(context, options, keys.query)
  const body = positions.body ? bodyNames(context, positions.body.evaluate()) : keyedBody(context, options, keys.body)
  return pair(urls, methods, site).map(({ url, method }) => ({ url: toParts(url), ...method, query, body }))
}

function urlsGiven(
  context: Context,
  shape: RequestShape,
  argument: Argument | undefined,
  options: readonly Outcome[],
  keys: readonly string[],
): readonly Outcome[] {
  if (shape.url !== undefined) return [outcome(text(shape.url))]
  const given = (argument ? urlsOf(context, argument.evaluate()) : []).map((one) => unlessMethod(one, shape))
  const plain = given.filter(({ value }) => !isConfig(value))
  if (plain.length > 0 && plain.length === given.length) return plain
  const keyed = keys.map((key) => defined(memberOf(context, options, key, null))).find((found) => found.length > 0)
  if (keyed) return [...plain, ...keyed]
  if (plain.length > 0) return plain
  return given.length > 0 ? given : options
}

/** A call that seems to give a method where the URL belongs was not understood: `get` is no address. */
function unlessMethod(one: Outcome, shape: RequestShape): Outcome {
  const isMethod = shape.method === null && httpMethods.has(plainText(one.value)?.toUpperCase() ?? '')
  return isMethod ? outcome(unknown({ name: 'url' }), one.guards) : one
}

interface Positions {
  url: Argument | undefined
  method: Argument | undefined
  options: Argument | undefined
  body: Argument | undefined
}

function placed(shape: RequestShape, args: readonly Argument[]): Positions {
  const at = (position: number | null): Argument | undefined => (position === null ? undefined : args[position])
  // superagent('/x') and http.request(new HttpRequest(…)): the method may be left out.
  if (shape.methodAt !== null && args.length === 1)
    return { url: args[0], method: undefined, options: undefined, body: undefined }
  return { url: at(shape.urlAt), method: at(shape.methodAt), options: at(shape.optionsAt), body: at(shape.bodyAt) }
}

function isConfig(value: Value): boolean {
  return value.kind === 'object'
}

/** URLs given as getters (`useFetch(() => …)`), as arrays (query keys) or as they are. */
function urlsOf(context: Context, outcomes: Outcome[]): Outcome[] {
  return outcomes.flatMap((one) => {
    if (one.value.kind === 'function') return callFunction(context, one.value, [])
    if (one.value.kind === 'array') return one.value.elements[0]?.evaluate() ?? []
    return [one]
  })
}

function defined(outcomes: Outcome[]): Outcome[] {
  return outcomes.filter(
    ({ value }) => !(value.kind === 'literal' && (value.value === undefined || value.value === null)),
  )
}

interface MethodRead {
  method: string | null
  methodHole: Hole | null
}

function methodsOf(
  context: Context,
  shape: RequestShape,
  positions: Positions,
  options: readonly Outcome[],
  keys: readonly string[],
): { guards: Guards; method: MethodRead }[] {
  const fallback: MethodRead = { method: shape.method ?? shape.defaultMethod, methodHole: null }
  if (shape.methodHole) return [{ guards: new Map(), method: { method: null, methodHole: shape.methodHole } }]
  if (shape.method !== null) return [{ guards: new Map(), method: fallback }]
  const given = positions.method
    ? positions.method.evaluate()
    : keys.map((key) => memberOf(context, options, key, null)).find((found) => defined(found).length > 0)
  if (!given || given.length === 0) return [{ guards: new Map(), method: fallback }]
  const isExplicit =
    positions.method !== undefined ||
    writesMethod(positions.options ?? positions.url, keys) ||
    options.some(({ value }) => isSet(value, keys))
  return given.map(({ value, guards }) => ({ guards, method: methodOf(value, fallback, isExplicit) }))
}

function methodOf(value: Value, fallback: MethodRead, isExplicit: boolean): MethodRead {
  const plain = plainText(value)?.toUpperCase()
  if (plain !== undefined)
    return { method: httpMethods.has(plain) ? plain : plain || fallback.method, methodHole: null }
  if (value.kind === 'unknown') {
    // `{ ...init }` may hold a method; only a written one is sure to decide it.
    if (value.hole.kind === 'parameter' || value.hole.kind === 'self')
      return { method: isExplicit ? null : fallback.method, methodHole: value.hole }
    return { method: isExplicit ? null : fallback.method, methodHole: isExplicit ? value.hole : null }
  }
  return fallback
}

/** `options.method = …` on the way here. */
function isSet(value: Value, keys: readonly string[]): boolean {
  return value.kind === 'object' && value.sources.some((source) => 'key' in source && keys.includes(source.key))
}

function writesMethod(options: Argument | undefined, keys: readonly string[]): boolean {
  const node = options?.node ? skipWrappers(options.node) : null
  return (
    node !== null &&
    ts.isObjectLiteralExpression(node) &&
    node.properties.some(({ name }) => name !== undefined && ts.isIdentifier(name) && keys.includes(name.text))
  )
}

function pair(
  urls: readonly Outcome[],
  methods: readonly { guards: Guards; method: MethodRead }[],
  { guards: taken, excluded }: Site,
): { url: Value; method: MethodRead }[] {
  const pairs: { url: Value; method: MethodRead }[] = []
  for (const url of urls)
    for (const { guards, method } of methods) {
      const both = joinGuards(url.guards, guards)
      if (both && agree(both, taken) && !excluded.some((one) => includes(both, one)))
        pairs.push({ url: url.value, method })
    }
  return pairs
}

/** Whether a set of branches is part of another one. */
function includes(all: Guards, some: Guards): boolean {
  return [...some].every(([key, branch]) => all.get(key) === branch)
}

function queryOf(context: Context, options: readonly Outcome[], keys: readonly string[]): GivenNames | null {
  for (const key of keys) {
    let found: Outcome[] = [...options]
    for (const step of key.split('.')) found = defined(memberOf(context, found, step, null))
    // What comes from a variable may hold any name: that is not the same as giving none.
    if (found.length > 0) return eitherOf(found.map(({ value }) => namesOfQuery(context, value)))
  }
  return null
}

/** Of several that a run chooses from nobody knows which names are given. */
function eitherOf(all: GivenNames[]): GivenNames {
  return {
    names: [...new Set(all.flatMap(({ names }) => names))],
    complete: all.length === 1 && all.every(({ complete }) => complete),
  }
}

function bodyNames(context: Context, outcomes: Outcome[]): GivenNames | null {
  const [only, ...more] = outcomes
  if (only?.value.kind !== 'object' || more.length > 0) return null
  return { names: [...new Set(entriesOf(context, only.value).map(([key]) => key))], complete: isComplete(only.value) }
}

function keyedBody(context: Context, options: readonly Outcome[], keys: readonly string[]): GivenNames | null {
  for (const key of keys) {
    const found = defined(memberOf(context, options, key, null))
    if (found.length > 0) return bodyNames(context, found)
  }
  return null
}
