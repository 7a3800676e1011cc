import { decidingSite } from '../evaluate/deciding-site.ts'
import type { Context } from '../evaluate/context.ts'
import type { Env, FunctionValue } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import {
  enclosingFunction,
  isFunctionNode,
  isWithin,
  type FunctionNode,
  type InvocationNode,
} from '../syntax/source-index.ts'
import type { FoundRequest, OpenRequest } from './found-request.ts'
import { withoutHoleNames } from './path-words.ts'
import { isId } from './url-path.ts'

/** Where the row of a request stands that a caller completes. */
export type Place =
  | { kind: 'caller' }
  /** At the request itself: the callers decide only the client or the method. */
  | { kind: 'inner' }
  /** Where an instance's class, or who makes the instance, decides the member; '' where no member is known by name. */
  | { kind: 'member'; name: string }
  /** Where the function was called that made the object whose method this is. */
  | { kind: 'maker'; maker: FunctionNode }

/** A request inside a function whose caller decides something of it. */
export interface Deferred {
  call: InvocationNode
  /** What is known of it before anybody is asked. */
  request: FoundRequest
  place: Place
  /** What the call sends whoever the caller is: callers do not repeat it. */
  settled: ReadonlySet<string>
  /** Paths of the call as far as they are known before anybody is asked, holes without names. */
  knownPaths: Set<string>
  /** Key of the request of which callers choose a segment; `null` where they decide more than that. */
  preciseOf: string | null
  wasReached: boolean
  /** Where the objects were made on which the method around it is called. */
  usedInstances: Set<ts.Node>
}

export function unreached(call: InvocationNode, place: Place, request: FoundRequest): Deferred {
  const knownPaths = new Set([withoutHoleNames(request.url.path)])
  return {
    call,
    request,
    place,
    settled: new Set(),
    knownPaths,
    preciseOf: null,
    wasReached: false,
    usedInstances: new Set(),
  }
}

/** Requests by the function that leaves them to its callers. */
export class Deferrals {
  readonly #byFunction = new Map<FunctionNode, Deferred[]>()

  /** How many functions there are. */
  get size(): number {
    return this.#byFunction.size
  }

  of(fn: FunctionNode): readonly Deferred[] {
    return this.#byFunction.get(fn) ?? []
  }

  /** False where it was known before. */
  add(fn: FunctionNode, deferred: Deferred): boolean {
    const all = this.#byFunction.get(fn) ?? []
    const known = all.find(({ call, preciseOf }) => call === deferred.call && preciseOf === deferred.preciseOf)
    if (!known) this.#byFunction.set(fn, [...all, deferred])
    else for (const path of deferred.knownPaths) known.knownPaths.add(path)
    return !known
  }

  /** All as they are now; those that are added meanwhile are for the next round. */
  all(): [FunctionNode, readonly Deferred[]][] {
    return [...this.#byFunction]
  }
}

/** Who is asked for what a request leaves open: the function itself, or the method through which its object is used. */
export function askedFor(
  { owner, decides, member, request }: OpenRequest,
  call: InvocationNode,
): { owner: FunctionNode | null; place: Place } {
  const fillsPath = decides !== 'client' && request.url.selecting.some((hole) => hole.owner === owner)
  const place: Place = decides === 'url' || fillsPath ? { kind: 'caller' } : { kind: 'inner' }
  // What another function left behind in a variable is nothing that a caller of this one decides.
  if (!isWithin(call, owner)) return { owner: null, place }
  if (ts.isClassLike(owner))
    return {
      owner: methodAround(call, owner),
      place: decides === 'url' ? { kind: 'member', name: member ?? '' } : place,
    }
  if (!isFunctionNode(owner)) return { owner: null, place }
  if (ts.isConstructorDeclaration(owner)) return { owner: methodAround(call, owner.parent) ?? owner, place }
  const method = decides === 'url' ? memberFunctionAround(call, owner) : null
  return method ? { owner: method, place: { kind: 'maker', maker: owner } } : { owner, place }
}

/** The function-like member of the class around a node. */
export function methodAround(node: ts.Node, owner: ts.Node): FunctionNode | null {
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

/** Where the row stands when `fn` is called at `at`. */
export function rowPlace(
  context: Context,
  fn: FunctionValue,
  { place, call, request }: Deferred,
  at: ts.Node,
): ts.Node {
  if (place.kind === 'inner') return call
  // `get(path) { return fetch(this.base + path) }`: who calls it says where it leads.
  const asked = [...request.url.deciding, ...request.url.selecting].filter((hole) => hole.owner === fn.node)
  if (place.kind === 'member' && asked.some((hole) => !isId(hole))) return at
  if (place.kind === 'maker') return makerSite(fn.env) ?? at
  const { self } = fn
  if (place.kind === 'member' && self?.kind === 'instance') {
    const site = decidingSite(context, self, place.name, call)
    // `this.list()` in a class that leaves it to others decides nothing.
    return self.isThis && site === self.site ? at : site
  }
  return at
}

/** The innermost call that made the object around a method. */
function makerSite(env: Env): ts.Node | null {
  for (let frame = env; frame; frame = frame.outer) if (frame.site) return frame.site
  return null
}

/** Whether who was asked added nothing to what was known of a path: then the row stays where the request is. */
export function decidesNothing({ place, knownPaths }: Deferred, { url, unresolved }: FoundRequest): boolean {
  if (unresolved !== null && url.path === '') return true
  return place.kind === 'member' && knownPaths.has(withoutHoleNames(url.path))
}
