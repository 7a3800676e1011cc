import { configShape, type Client, type RequestShape } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { holeName } from '../evaluate/hole-names.ts'
import { memberOf } from '../evaluate/members.ts'
import { plainText, toParts, type Argument, type Env, type Hole, type Outcome, type Value } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, isFunctionNode, skipWrappers, type InvocationNode } from '../syntax/source-index.ts'
import { assumedRequest, type OpenRequest } from './found-request.ts'
import { isLookAlike } from './look-alikes.ts'
import { isBaseName } from './path-words.ts'
import { isClientName, namesUrl, verbNames } from './request-words.ts'
import { readUrl } from './url-path.ts'

/** A call of something that the source does not show. */
export interface UnknownCall {
  call: InvocationNode
  callee: ts.Expression
  args: readonly Argument[]
  env: Env
}

/** Taken for a request of a client, or left open until somebody brings the client along. */
export type Assumption = { client: Client; shape: RequestShape; args: readonly Argument[] } | { open: OpenRequest }

/**
 * A call on something unknown is taken for a request only where the name and the URL both say so; where a parameter or
 * an instance brings it along, whoever does is asked. `null`: no request.
 */
export function assumeRequest(
  context: Context,
  { call, callee, args, env }: UnknownCall,
  at: ts.Node,
  isWanted: (name: string) => boolean,
): Assumption | null {
  if (!ts.isCallExpression(call)) return null
  if (ts.isPropertyAccessExpression(callee) && verbNames.has(callee.name.text))
    return assumeVerb(context, callee, args, env, at)
  const givesUrl = namesUrl(call) || looksLikeUrl(args[0])
  if (givesUrl || handsOnRequest(call)) {
    const callees = evaluate(context, callee, env)
    const handed = handedClient(callees)
    if (handed?.kind.call) return { client: handed, shape: handed.kind.call, args }
    // `send(url, data)`: a client's method that arrives as a parameter.
    if (givesUrl && ts.isIdentifier(callee)) return leaveClientOpen(callees, args, at)
  }
  if (ts.isPropertyAccessExpression(callee) && isWanted(callee.name.text))
    return leaveServiceOpen(evaluate(context, callee.expression, env), at)
  return null
}

/** `fetch(input, init)`, `fetch(...args)`. */
function handsOnRequest({ arguments: [first] }: ts.CallExpression): boolean {
  const node = first && skipWrappers(ts.isSpreadElement(first) ? first.expression : first)
  return node !== undefined && ts.isIdentifier(node) && /^(?:input|resource|req|request|info|args)$/.test(node.text)
}

/** Clients that frameworks hand to what they call (`load({ fetch })`, `event.fetch`), by the name under which they do. */
const handedClients: ReadonlyMap<string, string> = new Map([
  ['fetch', 'fetch'],
  ['$fetch', 'ofetch'],
])

function handedClient(callees: readonly Outcome[]): Client | null {
  const kinds = new Set(
    callees.map(({ value }) =>
      value.kind === 'unknown' && value.hole.kind === 'parameter' ? handedClients.get(value.hole.name) : undefined,
    ),
  )
  const [kind] = kinds
  return kinds.size === 1 && kind !== undefined ? plainClient(kindOf(kind)) : null
}

function assumeVerb(
  context: Context,
  callee: ts.PropertyAccessExpression,
  args: readonly Argument[],
  env: Env,
  at: ts.Node,
): Assumption | null {
  const client = unknownClient()
  const shape = client.kind.members[callee.name.text]
  // A handler behind the path: the route of a mock server, not a request.
  if (!shape || args.slice(1).some(({ node }) => node && isFunctionNode(skipWrappers(node)))) return null
  if (isLookAlike(callee.expression)) return null
  const receivers = evaluate(context, callee.expression, env)
  if (!receivers.every(({ value }) => mayHoldMore.has(value.kind))) return null
  if (isClientName(holeName(callee.expression)) && looksLikeUrl(args[0])) return { client, shape, args }
  // Maps, caches and stores have the same verbs: what is asked for must look like an address, or who is asked like a client.
  const isPlausible = servesRequests.test(holeName(callee.expression)) || mayBeUrl(args[0])
  return isPlausible ? leaveClientOpen(receivers, args, at) : null
}

/** What can have members that its source does not show: those of a base class, those that are put in by a loop. */
const mayHoldMore: ReadonlySet<Value['kind']> = new Set(['unknown', 'package', 'object', 'instance'])

const servesRequests = /client|api|http|axios|service|repositor|repo$|request|fetch/i
const urlName = /ur[il]|path|endpoint|route|href/i

function mayBeUrl(argument: Argument | undefined): boolean {
  return (argument?.evaluate() ?? []).some(({ value }) =>
    toParts(value).some((part) => (typeof part === 'string' ? part.includes('/') : urlName.test(part.name))),
  )
}

/** Of an unknown client neither the base nor what its interceptors do is known. */
function unknownClient(): Client {
  return { ...plainClient(kindOf('axios')), basePath: null }
}

/** `service.list()` of a service that the caller, or a subclass, brings along. */
function leaveServiceOpen(receivers: readonly Outcome[], at: ts.Node): Assumption | null {
  const hole = broughtAlong(receivers)
  if (!hole?.owner) return null
  const request = assumedRequest(unknownClient(), at)
  return { open: { kind: 'open', owner: hole.owner, decides: 'client', member: null, request } }
}

/** `client.get(url)` of a client that the caller, or the instance, brings along. */
function leaveClientOpen(receivers: readonly Outcome[], args: readonly Argument[], at: ts.Node): Assumption | null {
  const hole = broughtAlong(receivers)
  const urls = args[0]?.evaluate() ?? []
  if (!hole?.owner || urls.length === 0) return null
  const decidesUrl = urls.some(({ value }) => (readUrl(toParts(value))?.deciding.length ?? 0) > 0)
  const asked = urls
    .flatMap(({ value }) => toParts(value))
    .find((part) => typeof part !== 'string' && part.kind === 'self')
  return {
    open: {
      kind: 'open',
      owner: hole.owner,
      decides: decidesUrl ? 'url' : 'client',
      member: asked === undefined || typeof asked === 'string' ? null : asked.name,
      request: assumedRequest(unknownClient(), at),
    },
  }
}

function broughtAlong(receivers: readonly Outcome[]): Hole | undefined {
  return receivers
    .flatMap(({ value }) => (value.kind === 'unknown' ? [value.hole] : []))
    .find(({ owner, kind }) => owner !== null && (kind === 'parameter' || kind === 'self'))
}

/** `customInstance({ url: '/x', method: 'GET' })` of a function that the source does not show. */
export function assumeConfig(context: Context, { callee, args }: UnknownCall): Assumption | null {
  const name = calleeName(callee)
  if (name === null || !/request|fetch|api|http|axios|client|instance|ajax/i.test(name)) return null
  const config = args.find(({ node }) => node && ts.isObjectLiteralExpression(skipWrappers(node)))
  if (!config) return null
  const client = unknownClient()
  const given = config.evaluate()
  const hasUrl = client.kind.keys.url.some((key) =>
    memberOf(context, given, key, null).some(({ value }) => value.kind === 'text'),
  )
  const hasMethod = memberOf(context, given, 'method', null).some(({ value }) =>
    /^(?:get|post|put|patch|delete|head|options)$/i.test(plainText(value) ?? ''),
  )
  return hasUrl && hasMethod ? { client, shape: configShape(), args: [config] } : null
}

/** Whether an argument is a path or an address, as far as it is known. */
export function looksLikeUrl(argument: Argument | undefined): boolean {
  return (argument?.evaluate() ?? []).some(({ value }) => {
    if (value.kind !== 'text') return false
    const [head] = value.parts
    if (typeof head === 'string') return /^\/|^https?:|\w\/\w|\w\/$/.test(head)
    const literal = value.parts.find((part) => typeof part === 'string') ?? ''
    return literal.startsWith('/') || (head !== undefined && isBaseName(head.name) && /^\w/.test(literal))
  })
}
