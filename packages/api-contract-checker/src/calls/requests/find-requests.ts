import { basename } from 'node:path'
import type { Client, RequestShape } from '../clients/client.ts'
import { kindOf, plainClient, senderNames } from '../clients/registry.ts'
import { argumentsOf } from '../evaluate/calls.ts'
import { maxSteps, sourceOf, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { frameForCall } from '../evaluate/functions.ts'
import { isRuntime } from '../evaluate/generated-runtimes.ts'
import { holeName } from '../evaluate/hole-names.ts'
import { classChain, decidingSite } from '../evaluate/instances.ts'
import { memberOf } from '../evaluate/members.ts'
import { elementsOf } from '../evaluate/names.ts'
import {
  noGuards,
  plainText,
  toParts,
  type Guards,
  type Argument,
  type ClassValue,
  type Env,
  type FunctionValue,
  type InstanceValue,
  type Outcome,
  type Value,
} from '../evaluate/value.ts'
import type { Project } from '../modules/project.ts'
import { ts } from '../syntax/compiler.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import {
  calleeName,
  enclosingFunction,
  isFunctionNode,
  isWithin,
  skipWrappers,
  type FunctionNode,
  type InvocationNode,
} from '../syntax/source-index.ts'
import { injectionsOf } from '../modules/injections.ts'
import { strippedPrefixes } from './interceptors.ts'
import { namesOfFunction, localNames } from './function-names.ts'
import { readRequest, type RequestRead } from './read-request.ts'
import { endpointBuilders, endpointRequest } from './rtk-query.ts'
import { readUrl, type UrlPath } from './url-path.ts'

/** A request that was found, where its URL is decided. */
export interface FoundRequest {
  at: ts.Node
  client: Client
  method: string | null
  url: UrlPath
  query: RequestRead['query']
  body: RequestRead['body']
  /** Why the URL or the method is not known; `null` where both are. */
  unresolved: string | null
  /** Set where a caller fills a segment with a word: key of the request that it makes more precise. */
  preciseOf?: string
  /** True where not even the client is known: worth following, not worth reporting. */
  isAssumed?: boolean
}

/** Where the row of a request stands that a caller completes. */
type Place =
  | { kind: 'caller' }
  /** At the request itself: the callers decide only the client or the method. */
  | { kind: 'inner' }
  /** Where an instance's class, or who makes the instance, decides the member. */
  | { kind: 'member'; name: string }
  /** Where the function was called that made the object whose method this is. */
  | { kind: 'maker'; maker: FunctionNode }

/** A request inside a function whose caller decides something of it. */
interface Deferred {
  call: InvocationNode
  place: Place
  /** What the call sends whoever the caller is: callers do not repeat it. */
  settled: ReadonlySet<string>
  /** Key of the request of which callers choose a segment; `null` where they decide more than that. */
  preciseOf: string | null
  wasReached: boolean
}

interface Open {
  kind: 'open'
  /** Function or class that leaves it open. */
  owner: ts.Node
  decides: 'url' | 'method' | 'client' | 'segment'
  /** Member of the instance that is asked for, where `owner` is a class. */
  member: string | null
  request: FoundRequest
}

type Result = { kind: 'found'; request: FoundRequest } | Open

/** Words of which a file that sends requests, or makes a client, has at least one. */
const httpWords =
  /\b(?:axios|fetch|\$fetch|ofetch|useFetch|useLazyFetch|ky|superagent|XMLHttpRequest|sendBeacon|EventSource|HttpClient|ajax|\$http|\$axios|\$api|openapi-fetch|createClient|fetchBaseQuery|useSWR|httpResource)\b|\.\s*(?:\$?(?:get|post|put|patch|delete|head|del)|request|GET|POST|PUT|PATCH|DELETE|postForm)\s*[(<]|\brequest\s*[(<]|\[\s*\w*[mM]ethod\b/

const clientLike =
  /(?:^|[^a-z])(?:\$|_)?(?:api|http|axios|client|rest|ajax|request|requests|fetcher|backend)$|(?:Api|API|Http|HTTP|Axios|Client|Request|Requests|Fetcher)$|^(?:api|http|axios|client|request)(?:[A-Z]|$)/
const neverClients = /router|server|mock|cache|storage|params|headers|cookie|map$|queryClient|apollo/i
const verbNames = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'request',
  '$get',
  '$post',
  '$put',
  '$patch',
  '$delete',
  'postForm',
  'putForm',
  'patchForm',
])

/** Finds every request of a project by following clients, wrappers and URLs from call to call. */
export class RequestFinder {
  readonly #project: Project
  readonly #context: Context
  readonly #found = new Map<string, FoundRequest>()
  readonly #deferred = new Map<FunctionNode, Deferred[]>()
  readonly #queue: InvocationNode[] = []
  readonly #queued = new Set<InvocationNode>()
  /** Names of functions that callers decide about: their calls are looked at in files parsed later, too. */
  /** Requests in which callers choose a segment by a word, by the request that leaves it open. */
  readonly #precise = new Map<string, FoundRequest[]>()
  readonly #wanted = new Set<string>()
  readonly #pending: [string, ParsedSource][] = []
  /** Files in which something extends a class of that name. */
  readonly #extending = new Map<string, string[]>()

  constructor(project: Project) {
    this.#project = project
    const indexes = new Map<ts.SourceFile, ParsedSource['index']>()
    this.#context = {
      project,
      memo: new Map(),
      active: new Set(),
      depth: 0,
      budget: maxSteps,
      subclasses: new Map(),
      injections: new Map(),
      indexOf: (source) => indexes.get(source) as ParsedSource['index'],
    }
    project.onParse = (path, parsed) => {
      indexes.set(parsed.source, parsed.index)
      this.#pending.push([path, parsed])
    }
  }

  get context(): Context {
    return this.#context
  }

  find(): FoundRequest[] {
    for (const { path, text } of this.#project.files.values()) {
      if (httpWords.test(text)) this.#project.parse(path)
      for (const [, base] of text.matchAll(/\bextends\s+(?:[\w$]+\.)?([\w$]+)/g))
        push(this.#extending, base ?? '', path)
    }
    this.#drain()
    this.#settleUnreached()
    this.#settlePrecise()
    return [...this.#found.values()]
  }

  #drain(): void {
    for (;;) {
      const batch = this.#pending.splice(0)
      // Classes first: whether a member is overridden must be known before it is read. Looking for those that extend
      // one parses more files.
      for (const [, parsed] of batch) this.#noteClasses(parsed)
      for (let more = this.#pending.splice(0); more.length > 0; more = this.#pending.splice(0)) {
        for (const [, parsed] of more) this.#noteClasses(parsed)
        batch.push(...more)
      }
      for (const [, parsed] of batch) for (const [name, node] of injectionsOf(parsed.index)) this.#inject(name, node)
      for (const [, parsed] of batch) this.#noteInterceptors(parsed)
      for (const [, parsed] of batch) this.#queueCalls(parsed)
      const call = this.#queue.shift()
      if (call) {
        this.#queued.delete(call)
        this.#process(call)
      } else if (this.#pending.length === 0) return
    }
  }

  #inject(name: string, node: ts.Expression): void {
    if (this.#context.injections.get(name) === node) return
    this.#context.injections.set(name, node)
    // What was read before it was known what plugins provide is no longer sure.
    this.#context.memo.clear()
  }

  #noteClasses(parsed: ParsedSource): void {
    for (const node of parsed.index.classes) {
      for (const path of this.#extending.get(node.name?.text ?? '') ?? []) this.#project.parse(path)
      const value: ClassValue = { kind: 'class', node, env: null }
      const [, base] = classChain(this.#context, value)
      if (!base) continue
      const known = this.#context.subclasses.get(base.node) ?? []
      if (known.some((one) => one.node === node)) continue
      this.#context.subclasses.set(base.node, [...known, value])
      // What was read of the base class before is no longer sure.
      this.#context.memo.clear()
    }
  }

  #noteInterceptors(parsed: ParsedSource): void {
    for (const call of parsed.index.callsByName.get('use') ?? []) {
      for (const { value } of this.#evaluate(call.expression, null)) {
        if (
          value.kind !== 'builtin' ||
          value.name !== 'client.interceptors.request.use' ||
          value.receiver?.kind !== 'client'
        )
          continue
        const { stripped } = value.receiver.client
        for (const prefix of strippedPrefixes(call, parsed.source))
          if (!stripped.includes(prefix)) stripped.push(prefix)
      }
    }
  }

  #queueCalls(parsed: ParsedSource): void {
    if (isRuntime(parsed.source)) return
    for (const [name, calls] of parsed.index.callsByName)
      for (const call of calls)
        if (senderNames.has(name) || endpointBuilders.has(name) || this.#wanted.has(name) || looksLikeRequest(call))
          this.#enqueue(call)
    for (const call of parsed.index.unnamedCalls) if (call.arguments && call.arguments.length > 0) this.#enqueue(call)
    for (const name of this.#wanted)
      for (const call of parsed.index.callsByArgument.get(name) ?? []) this.#enqueue(call)
  }

  #enqueue(call: InvocationNode): void {
    if (this.#queued.has(call)) return
    this.#queued.add(call)
    this.#queue.push(call)
  }

  #evaluate(node: ts.Expression, env: Env): Outcome[] {
    this.#context.budget = maxSteps
    return evaluate(this.#context, node, env)
  }

  #process(call: InvocationNode): void {
    this.#context.budget = maxSteps
    const results = this.#examine(call, null, call, 0)
    const settled = new Set<string>()
    for (const result of results) {
      if (result.kind !== 'found') continue
      this.#keep(result.request)
      settled.add(sentKey(result.request))
    }
    for (const result of results) if (result.kind === 'open') this.#defer(result, call, settled)
  }

  #keep(request: FoundRequest): void {
    if (request.isAssumed) return
    if (request.preciseOf !== undefined) {
      this.#precise.set(request.preciseOf, [...(this.#precise.get(request.preciseOf) ?? []), request])
      return
    }
    const key = rowKey(request)
    if (!this.#found.has(key)) this.#found.set(key, request)
  }

  /** Leaves a request to the callers of the function that decides it, and goes looking for them. */
  #defer(result: Open, call: InvocationNode, settled: ReadonlySet<string>): void {
    const { owner, place } = deferral(result, call)
    if (!owner) {
      if (result.decides === 'url' || result.decides === 'method') this.#keep(result.request)
      return
    }
    const preciseOf = result.decides === 'segment' ? rowKey(result.request) : null
    this.#deferTo(owner, {
      call,
      place,
      settled: preciseOf === null ? settled : new Set(),
      preciseOf,
      wasReached: preciseOf !== null,
    })
  }

  #deferTo(owner: FunctionNode, deferred: Deferred): void {
    const known = this.#deferred.get(owner) ?? []
    if (known.some((one) => one.call === deferred.call && one.preciseOf === deferred.preciseOf)) return
    this.#deferred.set(owner, [...known, deferred])
    this.#wantCallers(owner)
  }

  #wantCallers(owner: FunctionNode): void {
    const names = namesOfFunction(this.#context, owner)
    const fresh = names.names.filter((name) => !this.#wanted.has(name))
    for (const name of names.names) this.#wanted.add(name)
    const words = [...names.names, ...(names.defaultOf ? [moduleWord(names.defaultOf)] : [])]
    const pattern =
      words.length > 0 ? new RegExp(`(?<![\\w$])(?:${words.map(escapePattern).join('|')})(?![\\w$])`) : null
    if (pattern && (fresh.length > 0 || names.defaultOf))
      for (const { path, text } of this.#project.files.values())
        if (!this.#project.isParsed(path) && pattern.test(text)) this.#project.parse(path)
    for (const [path, { index, source }] of this.#project.parsedSources()) {
      const locals = localNames(this.#project, path, source, names)
      for (const name of locals) {
        for (const call of index.callsByName.get(name) ?? []) this.#enqueue(call)
        for (const call of index.callsByArgument.get(name) ?? []) this.#enqueue(call)
      }
    }
  }

  /** All that a call can send, with the frames that are known; `at` is where the row would stand. */
  #examine(call: InvocationNode, env: Env, at: ts.Node, depth: number): Result[] {
    if (depth > 12) return []
    const callee = skipWrappers(call.expression)
    if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword) return []
    const results: Result[] = []
    const args = argumentsOf(this.#context, call.arguments ?? [], env)
    let isKnown = false
    for (const { value, guards } of evaluate(this.#context, callee, env)) {
      const sender = senderOf(value, call)
      if (sender) {
        isKnown = true
        results.push(...this.#send(sender.client, sender.shape, args, at, guards))
      } else if (value.kind === 'function' && !ts.isNewExpression(call)) {
        isKnown = true
        results.push(...this.#through(value, args, at, depth, call))
      } else if (value.kind === 'class' && ts.isNewExpression(call)) {
        isKnown = true
      } else if (value.kind === 'builtin' && value.name.startsWith('function.') && value.receiver) {
        results.push(...this.#appliedThrough(value.name, value.receiver, args, at, depth))
      }
    }
    const endpoint = isKnown ? null : endpointRequest(this.#context, call, args)
    if (endpoint?.client.kind.call)
      return this.#send(endpoint.client, endpoint.client.kind.call, [endpoint.request], at)
    if (!isKnown) results.push(...this.#assume(call, callee, args, env, at))
    results.push(...this.#handedOver(call, args, at, depth))
    return results
  }

  /** `fn.call(this, …)` and `fn.apply(this, […])`. */
  #appliedThrough(name: string, receiver: Value, args: readonly Argument[], at: ts.Node, depth: number): Result[] {
    if (receiver.kind !== 'function') return []
    if (name === 'function.call') return this.#through(receiver, args.slice(1), at, depth, at)
    if (name !== 'function.apply') return []
    const list = args[1]?.evaluate()[0]?.value
    return list?.kind === 'array' ? this.#through(receiver, list.elements, at, depth, at) : []
  }

  /** A call of a function of the project: the requests in it that were left to its callers. */
  #through(fn: FunctionValue, args: readonly Argument[], at: ts.Node, depth: number, site: ts.Node): Result[] {
    const deferred = this.#deferred.get(fn.node)
    if (!deferred) return []
    const env = frameForCall(fn, args, site)
    return deferred.flatMap((one) => {
      const results = this.#examine(one.call, env, this.#placeOf(fn, one, at), depth + 1)
      return results.flatMap((result): Result[] => {
        if (one.preciseOf !== null)
          return result.kind === 'found'
            ? [{ ...result, request: { ...result.request, preciseOf: one.preciseOf } }]
            : []
        if (result.kind === 'open') return [result]
        one.wasReached = true
        if (one.settled.has(sentKey(result.request))) return []
        // A caller that gives nothing to go by decides nothing: the row stays where the request is.
        const isOpen = result.request.unresolved !== null && result.request.url.path === ''
        return [isOpen ? { ...result, request: { ...result.request, at: one.call } } : result]
      })
    })
  }

  #placeOf(fn: FunctionValue, { place, call }: Deferred, at: ts.Node): ts.Node {
    switch (place.kind) {
      case 'caller':
        return at
      case 'inner':
        return call
      case 'member':
        return fn.self?.kind === 'instance' ? decidingSite(this.#context, fn.self, place.name) : at
      case 'maker':
        return makerSite(fn.env) ?? at
    }
  }

  /** `paths.map(load)`, `useSWR('/x', fetcher)`: a function of the project handed to somebody who calls it. */
  #handedOver(call: InvocationNode, args: readonly Argument[], at: ts.Node, depth: number): Result[] {
    if (!ts.isCallExpression(call)) return []
    const name = calleeName(call.expression)
    if (name === null) return []
    const callee = skipWrappers(call.expression)
    const isIteration =
      (name === 'map' || name === 'forEach' || name === 'flatMap') && ts.isPropertyAccessExpression(callee)
    const isKeyed = /^useSWR(?:Immutable)?$/.test(name)
    if (!isIteration && !isKeyed) return []
    // Without a fetcher of its own SWR uses the one of its configuration, and the key is the URL.
    if (isKeyed && args.length === 1 && this.#looksLikeUrl(args[0])) return this.#assumeSwr(args, at)
    const handed = args[isKeyed ? 1 : 0]
    const node = handed?.node ? skipWrappers(handed.node) : null
    if (!handed || !node || isFunctionNode(node)) return []
    return handed.evaluate().flatMap(({ value }) => {
      if (value.kind !== 'function' || !this.#deferred.has(value.node)) return []
      const items = isKeyed
        ? (args[0]?.evaluate() ?? [])
        : evaluate(this.#context, (callee as ts.PropertyAccessExpression).expression, null).flatMap((list) =>
            elementsOf(list, 'item'),
          )
      return items.flatMap((item) => this.#through(value, [{ node: null, evaluate: () => [item] }], at, depth, call))
    })
  }

  #assumeSwr(args: readonly Argument[], at: ts.Node): Result[] {
    const kind = kindOf('swr')
    return kind.call ? this.#send({ ...plainClient(kind), basePath: null }, kind.call, args, at) : []
  }

  #send(
    client: Client,
    shape: RequestShape,
    args: readonly Argument[],
    at: ts.Node,
    guards: Guards = noGuards,
  ): Result[] {
    return readRequest(this.#context, client, shape, args, guards).flatMap((read) => this.#judge(client, read, at))
  }

  #judge(client: Client, read: RequestRead, at: ts.Node): Result[] {
    const url = readUrl(read.url)
    if (!url) return []
    const request: FoundRequest = {
      at,
      client,
      method: read.method,
      url,
      query: url.query ?? read.query,
      body: read.body,
      unresolved: null,
    }
    if (url.query && read.query)
      request.query = {
        names: [...new Set([...url.query.names, ...read.query.names])],
        complete: url.query.complete && read.query.complete,
      }
    const [deciding] = url.deciding
    if (deciding?.owner)
      return [
        {
          kind: 'open',
          owner: deciding.owner,
          decides: 'url',
          member: deciding.kind === 'self' ? deciding.name : null,
          request: { ...request, unresolved: openReason(deciding.kind, deciding.name) },
        },
      ]
    if (deciding)
      return [{ kind: 'found', request: { ...request, unresolved: openReason(deciding.kind, deciding.name) } }]
    if (read.method === null && read.methodHole?.owner)
      return [
        {
          kind: 'open',
          owner: read.methodHole.owner,
          decides: 'method',
          member: null,
          request: { ...request, unresolved: `the method comes from \`${read.methodHole.name}\`` },
        },
      ]
    if (read.method === null)
      return [
        {
          kind: 'found',
          request: {
            ...request,
            unresolved: `the method is known only at run time (\`${read.methodHole?.name ?? 'method'}\`)`,
          },
        },
      ]
    const [selecting] = url.selecting
    if (!selecting?.owner) return [{ kind: 'found', request }]
    return [
      { kind: 'found', request },
      { kind: 'open', owner: selecting.owner, decides: 'segment', member: null, request },
    ]
  }

  /** A call on something that the source does not show: taken for a request only where name and URL both say so. */
  #assume(call: InvocationNode, callee: ts.Expression, args: readonly Argument[], env: Env, at: ts.Node): Result[] {
    if (!ts.isCallExpression(call)) return []
    const client: Client = { ...plainClient(kindOf('axios')), basePath: null }
    if (ts.isPropertyAccessExpression(callee) && verbNames.has(callee.name.text)) {
      const shape = client.kind.members[callee.name.text]
      // A handler behind the path: the route of a mock server, not a request.
      if (!shape || args.slice(1).some(({ node }) => node && isFunctionNode(skipWrappers(node)))) return []
      const receivers = evaluate(this.#context, callee.expression, env)
      if (!receivers.every(({ value }) => value.kind === 'unknown' || value.kind === 'package')) return []
      const owner = holeName(callee.expression)
      if (clientLike.test(owner) && !neverClients.test(owner) && this.#looksLikeUrl(args[0]))
        return this.#send(client, shape, args, at)
      return this.#leaveClientOpen(client, receivers, args, at)
    }
    // `send(url, data)`: a client's method that arrives as a parameter.
    if (ts.isIdentifier(callee) && namesUrl(call)) {
      const open = this.#leaveClientOpen(client, evaluate(this.#context, callee, env), args, at)
      if (open.length > 0) return open
    }
    if (
      ts.isPropertyAccessExpression(callee) &&
      this.#wanted.has(callee.name.text) &&
      !verbNames.has(callee.name.text)
    ) {
      const open = this.#leaveServiceOpen(client, evaluate(this.#context, callee.expression, env), at)
      if (open.length > 0) return open
    }
    return this.#assumeConfig(call, callee, args, at, client)
  }

  /** `service.list()` of a service that the caller, or a subclass, brings along. */
  #leaveServiceOpen(client: Client, receivers: readonly Outcome[], at: ts.Node): Result[] {
    const hole = receivers
      .flatMap(({ value }) => (value.kind === 'unknown' ? [value.hole] : []))
      .find(({ owner }) => owner !== null)
    if (!hole?.owner || (hole.kind !== 'parameter' && hole.kind !== 'self')) return []
    return [{ kind: 'open', owner: hole.owner, decides: 'client', member: null, request: openRequest(client, at) }]
  }

  /** `client.get(url)` of a client that the caller, or the instance, brings along. */
  #leaveClientOpen(client: Client, receivers: readonly Outcome[], args: readonly Argument[], at: ts.Node): Result[] {
    const hole = receivers
      .flatMap(({ value }) => (value.kind === 'unknown' ? [value.hole] : []))
      .find(({ owner }) => owner !== null)
    const first = args[0]?.evaluate() ?? []
    if (!hole?.owner || (hole.kind !== 'parameter' && hole.kind !== 'self') || first.length === 0) return []
    const asked = first
      .flatMap(({ value }) => toParts(value))
      .find((part) => typeof part !== 'string' && part.kind === 'self')
    const decidesUrl = first.some(({ value }) => (readUrl(toParts(value))?.deciding.length ?? 0) > 0)
    return [
      {
        kind: 'open',
        owner: hole.owner,
        decides: decidesUrl ? 'url' : 'client',
        member: asked && typeof asked !== 'string' ? asked.name : null,
        request: openRequest(client, at),
      },
    ]
  }

  /** `customInstance({ url: '/x', method: 'GET' })` of a function that the source does not show. */
  #assumeConfig(
    call: ts.CallExpression,
    callee: ts.Expression,
    args: readonly Argument[],
    at: ts.Node,
    client: Client,
  ): Result[] {
    const name = calleeName(callee)
    if (name === null || !/request|fetch|api|http|axios|client|instance|ajax/i.test(name)) return []
    const config = args.find(({ node }) => node && ts.isObjectLiteralExpression(skipWrappers(node)))
    if (!config) return []
    const given = config.evaluate()
    const urls = client.kind.keys.url
      .map((key) => memberOf(this.#context, given, key, null))
      .find((found) => found.some(({ value }) => value.kind === 'text'))
    const methods = memberOf(this.#context, given, 'method', null).map(({ value }) => plainText(value))
    if (
      !urls ||
      !methods.some((method) => method !== null && /^(?:get|post|put|patch|delete|head|options)$/i.test(method))
    )
      return []
    void call
    return this.#send(
      client,
      { method: null, defaultMethod: 'GET', methodAt: null, urlAt: null, bodyAt: null, optionsAt: 0 },
      [config],
      at,
    )
  }

  #looksLikeUrl(argument: Argument | undefined): boolean {
    return (argument?.evaluate() ?? []).some(({ value }) => {
      if (value.kind !== 'text') return false
      const [head] = value.parts
      const literal = value.parts.find((part) => typeof part === 'string')
      return typeof head === 'string'
        ? /^\/|^https?:|\w\/\w|\w\/$/.test(head)
        : typeof literal === 'string' && literal.startsWith('/')
    })
  }

  /** Functions that nobody calls: their defaults decide, or the row says that it is open. */
  #settleUnreached(): void {
    this.#askInstances()
    this.#askSubclasses()
    this.#askMakers()
    for (const [owner, deferred] of this.#deferred) {
      for (const one of deferred) {
        // A method that its base class leaves open and no subclass is asked for sends nothing.
        if (
          one.wasReached ||
          (one.place.kind === 'member' && this.#context.subclasses.has(owner.parent as ts.ClassLikeDeclaration))
        )
          continue
        this.#context.budget = maxSteps
        const env: Env = { of: owner, args: [], self: null, outer: null }
        const defaults = this.#examine(one.call, env, one.call, 0).filter(
          (result) =>
            result.kind === 'found' && result.request.unresolved === null && /\w/.test(result.request.url.path),
        )
        const open = defaults.length > 0 ? defaults : this.#examine(one.call, null, one.call, 0)
        for (const result of open)
          if (result.kind === 'found' || result.decides !== 'client') this.#keep(asItStands(result.request))
      }
    }
  }

  /** A class that is made with different arguments: each of its own methods sends for each of them. */
  #askInstances(): void {
    for (const [method, deferred] of this.#deferred) {
      const owner = method.parent
      if (!ts.isClassLike(owner) || !owner.name) continue
      const open = deferred.filter(({ place }) => place.kind === 'member')
      if (open.length === 0) continue
      for (const instance of this.#instancesOf(owner, owner.name.text))
        for (const one of open) {
          this.#context.budget = maxSteps
          const place = one.place.kind === 'member' ? decidingSite(this.#context, instance, one.place.name) : one.call
          const env: Env = { of: owner, args: [], self: instance, outer: null }
          for (const result of this.#examine(one.call, env, place, 0)) {
            if (result.kind !== 'found' || one.settled.has(sentKey(result.request))) continue
            if (result.request.unresolved !== null) continue
            one.wasReached = true
            this.#keep(result.request)
          }
        }
    }
    this.#drain()
  }

  #instancesOf(owner: ts.ClassLikeDeclaration, name: string): InstanceValue[] {
    const pattern = new RegExp(`\\bnew\\s+${escapePattern(name)}\\b`)
    for (const { path, text } of this.#project.files.values())
      if (!this.#project.isParsed(path) && pattern.test(text)) this.#project.parse(path)
    const instances: InstanceValue[] = []
    for (const [, { index }] of this.#project.parsedSources())
      for (const call of index.callsByName.get(name) ?? []) {
        if (!ts.isNewExpression(call)) continue
        for (const { value } of this.#evaluate(call, null))
          if (value.kind === 'instance' && value.class.node === owner) instances.push(value)
      }
    return instances
  }

  /** Methods of a base class that use a service of their subclass: each subclass is asked for its own. */
  #askSubclasses(): void {
    for (const [method, deferred] of this.#deferred) {
      const owner = method.parent
      if (!ts.isClassLike(owner)) continue
      for (const one of deferred) {
        // What depends on a member that subclasses define is a request of those that really call it.
        if (one.place.kind !== 'inner' && !(one.place.kind === 'member' && one.place.name === '')) continue
        for (const subclass of this.#subclassesOf(owner)) {
          this.#context.budget = maxSteps
          const self: Value = { kind: 'instance', class: subclass, args: null, site: subclass.node }
          const env: Env = { of: owner, args: [], self, outer: null }
          for (const result of this.#examine(one.call, env, one.call, 0))
            if (result.kind === 'found') this.#keep(result.request)
        }
      }
    }
    this.#drain()
  }

  #subclassesOf(node: ts.ClassLikeDeclaration, depth = 0): ClassValue[] {
    if (depth > 6) return []
    const direct = this.#context.subclasses.get(node) ?? []
    return direct.flatMap((one) => [one, ...this.#subclassesOf(one.node, depth + 1)])
  }

  /** Where every caller fills a segment with a word, the words are the paths; otherwise the hole stays. */
  #settlePrecise(): void {
    for (const [key, requests] of this.#precise) {
      const open = this.#found.get(key)
      const isKnown = requests.every(({ url, unresolved }) => unresolved === null && isWords(url.path, open?.url.path))
      if (!open || !isKnown) continue
      this.#found.delete(key)
      for (const { preciseOf: _, ...request } of requests) this.#keep(request)
    }
  }

  /** Methods of made objects of which no call at all could be followed: whoever makes the object stands for them. */
  #askMakers(): void {
    const makers = new Map<FunctionNode, Deferred[]>()
    for (const deferred of this.#deferred.values())
      for (const one of deferred) {
        if (one.place.kind !== 'maker') continue
        makers.set(one.place.maker, [...(makers.get(one.place.maker) ?? []), one])
      }
    for (const [maker, deferred] of makers) {
      if (deferred.some(({ wasReached }) => wasReached)) {
        for (const one of deferred) one.wasReached = true
        continue
      }
      for (const one of deferred) {
        one.wasReached = true
        this.#deferTo(maker, { ...one, place: { kind: 'caller' }, wasReached: false })
      }
    }
    this.#drain()
  }
}

function openRequest(client: Client, at: ts.Node): FoundRequest {
  const url: UrlPath = {
    path: '',
    holes: [],
    query: null,
    host: null,
    hasOpenBase: true,
    deciding: [],
    hasOpenHead: true,
    selecting: [],
  }
  return {
    at,
    client,
    method: null,
    url,
    query: null,
    body: null,
    unresolved: 'the client is not known',
    isAssumed: true,
  }
}

/** The innermost call that made the object around a method. */
function makerSite(env: Env): ts.Node | null {
  for (let frame = env; frame; frame = frame.outer) if (frame.site) return frame.site
  return null
}

function rowKey({ at, method, url, unresolved }: FoundRequest): string {
  const path = url.path.replace(/\{[^}]*\}/g, '{}')
  return [sourceOf(at).fileName, at.pos, at.end, method, path, url.host, unresolved === null ? '' : 'open'].join('\0')
}

/** A path whose beginning is known is a path, even where nobody says how it goes on. */
function asItStands(request: FoundRequest): FoundRequest {
  const isPath =
    request.url.deciding.length > 0 && !request.url.hasOpenHead && /\w/.test(request.url.path.replace(/\{[^}]*\}/g, ''))
  return isPath && request.method !== null ? { ...request, unresolved: null } : request
}

/** Whether holes of a path became words: names of actions or kinds, not numbers or ids. */
function isWords(path: string, open: string | undefined): boolean {
  const before = open?.split('/') ?? []
  const after = path.split('/')
  if (before.length !== after.length) return false
  const filled = after.filter((segment, index) => segment !== before[index] && before[index]?.startsWith('{') === true)
  return (
    filled.some((segment) => !segment.includes('{')) &&
    filled.every((segment) => segment.includes('{') || /^[a-z][a-z_-]*$/i.test(segment))
  )
}

function sentKey({ method, url, unresolved }: FoundRequest): string {
  return [method, url.path, url.host, unresolved === null].join(' ')
}

/** Who is asked for what a request leaves open: the function itself, or the method through which its object is used. */
function deferral(
  { owner, decides, member }: Open,
  call: InvocationNode,
): { owner: FunctionNode | null; place: Place } {
  const place: Place = decides === 'url' || decides === 'segment' ? { kind: 'caller' } : { kind: 'inner' }
  // What another function left behind in a variable is nothing that a caller of this one decides.
  if (!isWithin(call, owner)) return { owner: null, place }
  if (ts.isClassLike(owner))
    return {
      owner: methodAround(call, owner),
      place: decides === 'url' ? { kind: 'member', name: member ?? '' } : place,
    }
  if (!isFunctionNode(owner)) return { owner: null, place }
  if (ts.isConstructorDeclaration(owner)) return { owner: methodAround(call, owner.parent) ?? owner, place }
  const method = memberFunctionAround(call, owner)
  if (method && decides === 'url') return { owner: method, place: { kind: 'maker', maker: owner } }
  return { owner, place }
}

/** The function-like member of the class around a node. */
function methodAround(node: ts.Node, owner: ts.Node): FunctionNode | null {
  let method: FunctionNode | null = null
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    method = at
    if (at.parent === owner) return at
  }
  return method
}

/** The outermost method or property function between a node and the function that makes its object. */
function memberFunctionAround(node: ts.Node, maker: FunctionNode): FunctionNode | null {
  let method: FunctionNode | null = null
  for (let at = enclosingFunction(node); at && at !== maker; at = enclosingFunction(at))
    if (ts.isMethodDeclaration(at) || ts.isPropertyAssignment(at.parent) || ts.isPropertyDeclaration(at.parent))
      method = at
  return method
}

function senderOf(value: Value, call: InvocationNode): { client: Client; shape: RequestShape } | null {
  if (ts.isNewExpression(call))
    return value.kind === 'client' && value.client.kind.newSends
      ? { client: value.client, shape: value.client.kind.newSends }
      : null
  if (value.kind === 'sender') return value
  if (value.kind === 'client' && value.client.kind.call) return { client: value.client, shape: value.client.kind.call }
  return null
}

function openReason(kind: string, name: string): string {
  switch (kind) {
    case 'parameter':
      return `the URL is decided by the callers (\`${name}\`), and none was found that gives it`
    case 'self':
      return `the URL is decided by a subclass or an instance (\`${name}\`), and none was found that gives it`
    default:
      return `the URL is known only at run time (\`${name}\`)`
  }
}

/** A bare call with a path in quotes or with an object that names a URL: worth asking what it calls. */
function looksLikeRequest(call: InvocationNode): boolean {
  if (!ts.isCallExpression(call) || call.arguments.length === 0) return false
  if (namesUrl(call)) return true
  return call.arguments.slice(0, 2).some((argument) => {
    const node = skipWrappers(argument)
    if (ts.isStringLiteralLike(node)) return /^\/\w|^https?:/.test(node.text)
    if (ts.isTemplateExpression(node)) return /^\/|^https?:/.test(node.head.text)
    return (
      ts.isObjectLiteralExpression(node) &&
      node.properties.some(
        ({ name }) => name !== undefined && ts.isIdentifier(name) && /^(?:url|path|endpoint)$/.test(name.text),
      )
    )
  })
}

/** A call whose first argument is called a URL, or is a path in quotes. */
function namesUrl(call: ts.CallExpression): boolean {
  const [first] = call.arguments
  const node = first && skipWrappers(first)
  if (!node) return false
  if (ts.isStringLiteralLike(node)) return /^\/\w/.test(node.text)
  if (ts.isTemplateExpression(node)) return /^\/\w/.test(node.head.text)
  return ts.isIdentifier(node) && /^(?:url|uri|path|endpoint|route|href)$|(?:Url|Uri|Endpoint)$/.test(node.text)
}

function push(map: Map<string, string[]>, key: string, item: string): void {
  const list = map.get(key)
  if (list) list.push(item)
  else map.set(key, [item])
}

function moduleWord(path: string): string {
  const name = basename(path).replace(/\.[^.]+$/, '')
  return name === 'index' ? (path.split(/[\\/]/).at(-2) ?? name) : name
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
