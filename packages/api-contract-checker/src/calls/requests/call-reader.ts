import type { Client, RequestShape } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import { argumentsOf } from '../evaluate/calls.ts'
import type { Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { callFunction, frameForCall } from '../evaluate/functions.ts'
import { elementsOf } from '../evaluate/bindings.ts'
import { type Argument, type Env, type FunctionValue, type Value } from '../evaluate/value.ts'
import { say } from '../../language/phrases.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, isFunctionNode, skipWrappers, type InvocationNode } from '../syntax/source-index.ts'
import { assumeConfig, assumeRequest, looksLikeUrl, type UnknownCall } from './assumptions.ts'
import { decidesNothing, rowPlace, type Deferrals, type Deferred } from './deferral.ts'
import { judge, sentKey, type Reading } from './found-request.ts'
import { readRequest } from './read-request.ts'
import { endpointRequest } from './rtk-query.ts'
import { anywhere, joinSites, siteOf, type Site } from './call-site.ts'

/** Wrappers around wrappers: deeper than this is a circle. */
const maxDepth = 12
/** What looking at a call costs of the budget, beside what its evaluation costs. */
const readSteps = 25

/** Says what a call sends, through as many functions of the project as it takes. */
export class CallReader {
  readonly #context: Context
  readonly #deferrals: Deferrals
  readonly #isWanted: (name: string) => boolean
  /** Calls being read right now: methods that call each other would lead round for ever. */
  readonly #active = new Set<InvocationNode>()

  /**
   * @param isWanted whether a function of that name is known to leave a request to its callers
   */
  constructor(context: Context, deferrals: Deferrals, isWanted: (name: string) => boolean) {
    this.#context = context
    this.#deferrals = deferrals
    this.#isWanted = isWanted
  }

  /** All that a call can send, with the arguments of `env` known; `at` is where its rows stand. */
  read(call: InvocationNode, env: Env, at: ts.Node, depth = 0, under: Site = anywhere): Reading[] {
    if (depth > maxDepth || this.#context.budget <= 0 || this.#active.has(call)) return []
    this.#context.budget -= readSteps
    this.#active.add(call)
    try {
      return this.#readCall(call, env, at, depth, under)
    } finally {
      this.#active.delete(call)
    }
  }

  #readCall(call: InvocationNode, env: Env, at: ts.Node, depth: number, under: Site): Reading[] {
    const callee = skipWrappers(call.expression)
    if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword) return []
    const reached = siteOf(this.#context, call, env)
    const site = reached && joinSites(reached, under)
    if (!site) return []
    const args = argumentsOf(this.#context, call.arguments ?? [], env)
    const readings: Reading[] = []
    let isKnown = false
    for (const { value, guards } of evaluate(this.#context, callee, env)) {
      const known = this.#readValue(value, call, args, joinSites(site, { guards, excluded: [] }), at, depth)
      if (!known) continue
      isKnown = true
      readings.push(...known)
    }
    if (!isKnown) readings.push(...this.#readUnknown({ call, callee, args, env }, at, site))
    return [...readings, ...this.#handedOver(call, args, at, depth)]
  }

  /** `null` for a value that says nothing of what calling it does. */
  #readValue(
    value: Value,
    call: InvocationNode,
    args: readonly Argument[],
    site: Site | null,
    at: ts.Node,
    depth: number,
  ): Reading[] | null {
    const sender = senderOf(value, call)
    if (sender) return site ? this.#send(sender.client, sender.shape, args, at, site) : []
    if (ts.isNewExpression(call)) return value.kind === 'class' ? [] : null
    if (value.kind === 'function') return site ? this.#through(value, args, at, depth, call, site) : []
    if (value.kind === 'builtin' && value.receiver?.kind === 'function') {
      // fn.call(this, …), fn.apply(this, […])
      if (value.name === 'function.call') return this.#through(value.receiver, args.slice(1), at, depth, call)
      const list = value.name === 'function.apply' ? args[1]?.evaluate()[0]?.value : undefined
      if (list?.kind === 'array') return this.#through(value.receiver, list.elements, at, depth, call)
    }
    return null
  }

  #readUnknown(unknownCall: UnknownCall, at: ts.Node, site: Site): Reading[] {
    const endpoint = endpointRequest(this.#context, unknownCall.call, unknownCall.args)
    if (endpoint?.client.kind.call)
      return this.#send(endpoint.client, endpoint.client.kind.call, [endpoint.request], at)
    const assumed =
      assumeRequest(this.#context, unknownCall, at, this.#isWanted) ?? assumeConfig(this.#context, unknownCall)
    if (!assumed) return []
    return 'open' in assumed ? [assumed.open] : this.#send(assumed.client, assumed.shape, assumed.args, at, site)
  }

  /** A call of a function of the project: the requests in it that were left to its callers. */
  #through(
    fn: FunctionValue,
    args: readonly Argument[],
    at: ts.Node,
    depth: number,
    site: ts.Node,
    under: Site = anywhere,
  ): Reading[] {
    const deferred = this.#deferrals.of(fn.node)
    if (deferred.length === 0) return []
    const env = frameForCall(fn, args, site)
    return deferred.flatMap((one) => {
      if (fn.self?.kind === 'instance') one.usedInstances.add(fn.self.site)
      const place = rowPlace(this.#context, fn, one, at)
      if (this.#context.budget <= 0) return [cutShort(one, place)]
      return this.read(one.call, env, place, depth + 1, under).flatMap((reading) => completed(reading, one, fn))
    })
  }

  /** `paths.map(load)`, `useSWR('/x', fetcher)`: a function of the project handed to somebody who calls it. */
  #handedOver(call: InvocationNode, args: readonly Argument[], at: ts.Node, depth: number): Reading[] {
    const name = calleeName(call.expression)
    if (name === null || !ts.isCallExpression(call)) return []
    const callee = skipWrappers(call.expression)
    if (swrHooks.test(name)) {
      const key = args[0] && swrKey(this.#context, args[0])
      // Without a fetcher of its own SWR uses the one of its configuration, and the key is the URL.
      if (args.length === 1) return looksLikeUrl(key) && key ? this.#sendKey([key], at) : []
      return this.#callWith(args[1], key ? [key] : [], at, depth, call)
    }
    const isIteration = name === 'map' || name === 'forEach' || name === 'flatMap'
    if (!isIteration || !ts.isPropertyAccessExpression(callee)) return []
    const lists = evaluate(this.#context, callee.expression, null)
    const items = lists.flatMap((list) => elementsOf(list, 'item', call))
    return items.flatMap((item) => this.#callWith(args[0], [{ node: null, evaluate: () => [item] }], at, depth, call))
  }

  #callWith(
    handed: Argument | undefined,
    args: readonly Argument[],
    at: ts.Node,
    depth: number,
    site: ts.Node,
  ): Reading[] {
    const node = handed?.node ? skipWrappers(handed.node) : null
    // What a function that stands right there sends is found where it stands.
    if (!handed || !node || isFunctionNode(node)) return []
    return handed
      .evaluate()
      .flatMap(({ value }) => (value.kind === 'function' ? this.#through(value, args, at, depth, site) : []))
  }

  #sendKey(args: readonly Argument[], at: ts.Node): Reading[] {
    const kind = kindOf('swr')
    return kind.call ? this.#send({ ...plainClient(kind), basePath: null }, kind.call, args, at) : []
  }

  #send(client: Client, shape: RequestShape, args: readonly Argument[], at: ts.Node, site: Site = anywhere): Reading[] {
    return readRequest(this.#context, client, shape, args, site).flatMap((read) => judge(client, read, at))
  }
}

const swrHooks = /^useSWR(?:Immutable|Infinite|Mutation)?$/

/** The key of SWR: `id ? url : null` sends nothing without an id, `() => url` is asked, `[url, id]` begins with the URL. */
function swrKey(context: Context, given: Argument): Argument {
  const keys = given.evaluate().flatMap(({ value, guards }) => {
    if (value.kind === 'literal') return []
    if (value.kind === 'function') return callFunction(context, value, [])
    if (value.kind === 'array') return value.elements[0]?.evaluate() ?? []
    return [{ value, guards }]
  })
  const urls = keys.filter(({ value }) => value.kind !== 'literal')
  return { ...given, evaluate: () => (urls.length > 0 ? urls : given.evaluate()) }
}

/** A caller that could not be read to its end: what it sends is said to be open, not left out. */
function cutShort({ request }: Deferred, at: ts.Node): Reading {
  const unresolved = say('too many ways lead to this call to follow them all')
  return { kind: 'found', request: { ...request, at, unresolved } }
}

/** What a caller makes of a request that was left to it. */
function completed(reading: Reading, one: Deferred, fn: FunctionValue): Reading[] {
  if (one.preciseOf !== null)
    return reading.kind === 'found' ? [{ ...reading, request: { ...reading.request, preciseOf: one.preciseOf } }] : []
  // A caller that is asked in turn stands for the request; a function that calls itself asks nobody.
  one.wasReached ||= reading.kind === 'found' || reading.owner !== fn.node
  if (reading.kind === 'open') return [reading]
  const { request } = reading
  if (one.settled.has(sentKey(request))) return []
  return [decidesNothing(one, request) ? { ...reading, request: { ...request, at: one.call } } : reading]
}

function senderOf(value: Value, call: InvocationNode): { client: Client; shape: RequestShape } | null {
  if (value.kind === 'sender') return ts.isNewExpression(call) ? null : value
  if (value.kind !== 'client') return null
  const { client } = value
  const shape = ts.isNewExpression(call) ? client.kind.newSends : client.kind.call
  return shape ? { client, shape } : null
}
