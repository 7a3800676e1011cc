import { append } from '../../append.ts'
import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { decidingSite } from '../evaluate/deciding-site.ts'
import type { ClassValue, Env, InstanceValue } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import type { FunctionNode, InvocationNode } from '../syntax/source-index.ts'
import { decidesNothing, methodAround, type Deferrals, type Deferred } from './deferral.ts'
import { asItStands, sentKey, type FoundRequest, type Reading } from './found-request.ts'
import { leastArguments } from './least-arguments.ts'

/** What settling needs of the search. */
export interface OpenSearch {
  context: Context
  deferrals: Deferrals
  read: (call: InvocationNode, env: Env, at: ts.Node) => Reading[]
  keep: (request: FoundRequest) => void
  defer: (fn: FunctionNode, deferred: Deferred) => void
  /** Reads what was queued meanwhile. */
  run: () => Promise<void>
}

/**
 * When all callers are read: asks those who decide a request without calling the function it waits with, and lets the
 * rest stand as it is.
 */
export async function settleOpenRequests(search: OpenSearch): Promise<void> {
  await askInstances(search)
  await askSubclasses(search)
  await askMakers(search)
  for (const [fn, deferred] of search.deferrals.all())
    for (const one of deferred)
      if (!one.wasReached && !isLeftToSubclasses(search, fn, one)) settleUnreached(search, fn, one)
}

/**
 * A class that is made with different arguments: each of its methods sends for each object of which no call could be
 * followed. Of an object on which calls are seen, methods send only where a call of that name was not understood.
 */
async function askInstances(search: OpenSearch): Promise<void> {
  for (const [owner, open] of openByClass(search.deferrals)) {
    const instances = instancesOf(search.context, owner, owner.name?.text ?? '')
    const used = instances.filter(({ site }) => open.some(({ usedInstances }) => usedInstances.has(site)))
    const unseen = used.length > 0 ? open.filter((one) => isCalledUnseen(search.context, one, owner)) : open
    for (const instance of instances)
      for (const one of open) {
        if (one.usedInstances.has(instance.site)) continue
        if (used.includes(instance) && !unseen.includes(one)) one.wasReached = true
        else askInstance(search, one, instance, owner)
      }
  }
  await search.run()
}

/** Whether there are calls that may be of a request's method, and of which nobody can tell on what. */
function isCalledUnseen(context: Context, { call }: Deferred, owner: ts.ClassLikeDeclaration): boolean {
  const name = methodAround(call, owner)?.name
  const calledAs = name && ts.isIdentifier(name) ? name.text : ''
  for (const [, { index }] of context.project.parsedSources())
    for (const { expression } of index.callsByName.get(calledAs) ?? []) {
      context.budget = maxSteps
      if (evaluate(context, expression, null).some(({ value }) => value.kind === 'unknown')) return true
    }
  return false
}

/** Requests that wait for an instance of a named class, by the class. */
function openByClass(deferrals: Deferrals): Map<ts.ClassLikeDeclaration, Deferred[]> {
  const byClass = new Map<ts.ClassLikeDeclaration, Deferred[]>()
  for (const [{ parent: owner }, deferred] of deferrals.all()) {
    if (!ts.isClassLike(owner) || !owner.name) continue
    for (const one of deferred) if (one.place.kind === 'member') append(byClass, owner, one)
  }
  return byClass
}

function askInstance(search: OpenSearch, one: Deferred, instance: InstanceValue, owner: ts.ClassLikeDeclaration): void {
  const place =
    one.place.kind === 'member' ? decidingSite(search.context, instance, one.place.name, one.call) : one.call
  for (const reading of search.read(one.call, { of: owner, args: [], self: instance, outer: null }, place)) {
    if (reading.kind !== 'found' || reading.request.unresolved !== null) continue
    if (one.settled.has(sentKey(reading.request))) continue
    one.wasReached = true
    search.keep(decidesNothing(one, reading.request) ? { ...reading.request, at: one.call } : reading.request)
  }
}

function instancesOf(context: Context, owner: ts.ClassLikeDeclaration, name: string): InstanceValue[] {
  const { project } = context
  const made = new RegExp(`\\bnew\\s+${name.replaceAll('$', '\\$')}(?![\\w$])`)
  for (const { path, text } of project.files.values())
    if (!project.isParsed(path) && text.includes(name) && made.test(text)) project.parse(path)
  const instances: InstanceValue[] = []
  for (const [, { index }] of project.parsedSources())
    for (const call of index.callsByName.get(name) ?? []) {
      if (!ts.isNewExpression(call)) continue
      context.budget = maxSteps
      for (const { value } of evaluate(context, call, null))
        if (value.kind === 'instance' && value.class.node === owner) instances.push(value)
    }
  return instances
}

/** Methods of a base class that use a service of their subclass: each subclass is asked for its own. */
async function askSubclasses(search: OpenSearch): Promise<void> {
  for (const [method, deferred] of search.deferrals.all()) {
    const owner = method.parent
    if (!ts.isClassLike(owner)) continue
    for (const { call, place } of deferred) {
      // What depends on a member that subclasses define is a request of those that really call it.
      if (place.kind !== 'inner' && !(place.kind === 'member' && place.name === '')) continue
      for (const subclass of subclassesOf(search.context, owner)) {
        const self: InstanceValue = { kind: 'instance', class: subclass, args: null, site: subclass.node }
        for (const reading of search.read(call, { of: owner, args: [], self, outer: null }, call))
          if (reading.kind === 'found') search.keep(reading.request)
      }
    }
  }
  await search.run()
}

function subclassesOf(context: Context, node: ts.ClassLikeDeclaration, depth = 0): ClassValue[] {
  if (depth > 6) return []
  const direct = context.subclasses.get(node) ?? []
  return direct.flatMap((one) => [one, ...subclassesOf(context, one.node, depth + 1)])
}

/** Methods of made objects of which no call at all could be followed: whoever makes the object stands for them. */
async function askMakers(search: OpenSearch): Promise<void> {
  const makers = new Map<FunctionNode, Deferred[]>()
  for (const [, deferred] of search.deferrals.all())
    for (const one of deferred) {
      const { place } = one
      if (place.kind === 'maker') append(makers, place.maker, one)
    }
  for (const [maker, deferred] of makers) {
    const isFollowed = deferred.some(({ wasReached }) => wasReached)
    for (const one of deferred) {
      if (!isFollowed) search.defer(maker, { ...one, place: { kind: 'caller' }, wasReached: false })
      one.wasReached = true
    }
  }
  await search.run()
}

/** A method that its base class leaves open and no subclass is asked for sends nothing. */
function isLeftToSubclasses({ context }: OpenSearch, fn: FunctionNode, { place }: Deferred): boolean {
  return place.kind === 'member' && ts.isClassLike(fn.parent) && context.subclasses.has(fn.parent)
}

/** A function that nobody calls: its defaults decide, or the row says that it is open. */
function settleUnreached(search: OpenSearch, fn: FunctionNode, { call }: Deferred): void {
  const byDefault = search
    .read(call, { of: fn, args: leastArguments(search.context, fn), self: null, outer: null }, call)
    .filter(({ kind, request }) => kind === 'found' && request.unresolved === null && /\w/.test(request.url.path))
  for (const reading of byDefault.length > 0 ? byDefault : search.read(call, null, call))
    if (reading.kind === 'found' || reading.decides !== 'client') search.keep(asItStands(reading.request))
}
