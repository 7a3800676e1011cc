import { append } from '../../append.ts'
import { maxSteps, sourceOf, type Context } from '../evaluate/context.ts'
import { isRuntime } from '../evaluate/generated-runtimes.ts'
import { classChain } from '../evaluate/class-members.ts'
import type { ClassValue, Env } from '../evaluate/value.ts'
import { injectionsOf } from '../modules/injections.ts'
import type { Client } from '../clients/client.ts'
import type { Breather } from '../breather.ts'
import type { Project } from '../modules/project.ts'
import { ts } from '../syntax/compiler.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import { skipWrappers, type FunctionNode, type InvocationNode } from '../syntax/source-index.ts'
import { CallReader } from './call-reader.ts'
import { namesOfFunction } from './called-names.ts'
import { CallerSearch } from './caller-search.ts'
import { DefaultBases, type ClientBase } from './default-bases.ts'
import { askedFor, Deferrals, unreached, type Deferred } from './deferral.ts'
import { rowKey, sentKey, type FoundRequest, type OpenRequest, type Reading } from './found-request.ts'
import { heldClients } from './held-clients.ts'
import { Interceptors, isInInterceptor } from './interceptors.ts'
import { RequestRows } from './request-rows.ts'
import { looksLikeRequest, mentionsHttp } from './request-words.ts'
import { settleOpenRequests } from './settle.ts'

/** Steps of the whole search. A frontend of 1,100 files took 35,000, the most entangled one that was tried 180,000. */
const maxTotalSteps = 2_000_000
/** Steps for one call when those of the search are used up. */
const exhaustedSteps = 300

/**
 * Finds every request of a project by following clients, wrappers and URLs from call to call.
 *
 * Calls that look like requests are read first. Where a function leaves something of a request to its callers, the
 * request waits with that function, its callers are looked for (in files that nobody had a reason to parse before, if
 * need be) and read in turn, until nothing new comes.
 */
export class RequestFinder {
  readonly #project: Project
  readonly #breather: Breather
  readonly #onProgress: (read: number) => void
  readonly #context: Context
  readonly #reader: CallReader
  readonly #rows = new RequestRows()
  readonly #deferrals = new Deferrals()
  readonly #queue = new Set<InvocationNode>()
  readonly #fresh: ParsedSource[] = []
  #spent = 0
  /** How many functions had come to wait for their callers when calls by key were last read. */
  #waiting = 0
  readonly #callers: CallerSearch
  readonly #bases = new DefaultBases()
  readonly #interceptors = new Interceptors()
  /** Files in which something extends a class of that name. */
  readonly #extending = new Map<string, string[]>()

  /** @param onProgress told now and then how many files were read */
  constructor(project: Project, breather: Breather, onProgress: (read: number) => void) {
    this.#project = project
    this.#breather = breather
    this.#onProgress = onProgress
    this.#callers = new CallerSearch(project)
    this.#context = createContext(project, (path, parsed) => {
      this.#fresh.push(parsed)
      this.#callers.add(path, parsed)
    })
    this.#reader = new CallReader(this.#context, this.#deferrals, (name) => this.#callers.isWanted(name))
  }

  /** True where the whole search took more than any real frontend does: wrappers are then no longer followed. */
  get isExhausted(): boolean {
    return this.#spent > maxTotalSteps
  }

  /** The base of a client when it sends, once everything is read. */
  baseOf(client: Client): ClientBase {
    return this.#bases.of(client)
  }

  /** Prefixes that a client's interceptors take off what it sends, once everything is read. */
  strippedBy(client: Client): readonly string[] {
    return this.#interceptors.strippedBy(client)
  }

  /** @throws what the breather's signal was aborted with */
  async find(): Promise<FoundRequest[]> {
    let read = 0
    for (const { path, text } of this.#project.files.values()) {
      if (this.#breather.isDue) {
        this.#onProgress(read)
        await this.#breather.breathe()
      }
      read++
      if (mentionsHttp(text)) this.#project.parse(path)
      for (const [, base = ''] of text.matchAll(/\bextends\s+(?:[\w$]+\.)?([\w$]+)/g))
        append(this.#extending, base, path)
    }
    await this.#run()
    await settleOpenRequests({
      context: this.#context,
      deferrals: this.#deferrals,
      read: (call, env, at) => this.#read(call, env, at),
      keep: (request) => this.#rows.keep(request),
      defer: (fn, deferred) => this.#deferTo(fn, deferred),
      run: () => this.#run(),
    })
    return this.#rows.all()
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#breather.isDue) await this.#breather.breathe()
      this.#takeIn(this.#fresh.splice(0))
      const [call] = this.#queue
      if (call) {
        this.#queue.delete(call)
        this.#process(call)
      } else if (this.#fresh.length === 0 && !this.#queueKeyed()) return
    }
  }

  /** `api[method](…)`: calls without a name, which may be of any function that has come to wait for its callers. */
  #queueKeyed(): boolean {
    if (this.#waiting === this.#deferrals.size) return false
    this.#waiting = this.#deferrals.size
    for (const [, { index }] of this.#project.parsedSources())
      for (const call of index.unnamedCalls)
        if (ts.isElementAccessExpression(skipWrappers(call.expression))) this.#queue.add(call)
    return this.#queue.size > 0
  }

  /** What must be known of a file before any call in it is read. */
  #takeIn(batch: ParsedSource[]): void {
    // Classes first: whether a member is overridden must be known before it is read. Looking for those that extend one
    // parses more files.
    for (let next = batch; next.length > 0; next = this.#fresh.splice(0)) {
      for (const parsed of next) this.#noteClasses(parsed)
      if (next !== batch) batch.push(...next)
    }
    for (const parsed of batch) this.#noteInjections(parsed)
    for (const parsed of batch) this.#interceptors.note(this.#context, parsed)
    for (const { index } of batch) this.#bases.note(this.#context, index)
    for (const parsed of batch) this.#queueCalls(parsed)
    for (const parsed of batch) this.#queueCallsOfHeld(parsed)
  }

  #noteClasses({ index }: ParsedSource): void {
    const { subclasses, memo } = this.#context
    for (const node of index.classes) {
      this.#context.budget = maxSteps
      for (const path of this.#extending.get(node.name?.text ?? '') ?? []) this.#project.parse(path)
      const value: ClassValue = { kind: 'class', node, env: null }
      const [, base] = classChain(this.#context, value)
      const known = base ? (subclasses.get(base.node) ?? []) : []
      if (!base || known.some((one) => one.node === node)) continue
      subclasses.set(base.node, [...known, value])
      // What was read of the base class before is no longer sure.
      memo.clear()
    }
  }

  #noteInjections({ index }: ParsedSource): void {
    const { injections, memo } = this.#context
    for (const [name, node] of injectionsOf(index)) {
      if (injections.get(name) === node) continue
      injections.set(name, node)
      // What was read before it was known what plugins provide is no longer sure.
      memo.clear()
    }
  }

  #queueCalls(parsed: ParsedSource): void {
    const { index, source } = parsed
    if (isRuntime(source)) return
    for (const [name, calls] of index.callsByName)
      for (const call of calls) if (this.#callers.isWanted(name) || looksLikeRequest(name, call)) this.#queue.add(call)
    for (const call of index.unnamedCalls) if (call.arguments && call.arguments.length > 0) this.#queue.add(call)
    for (const call of this.#callers.handingOn(parsed)) this.#queue.add(call)
  }

  /** Calls of clients, and of their members, under names that say nothing. */
  #queueCallsOfHeld(parsed: ParsedSource): void {
    if (isRuntime(parsed.source)) return
    const { calls, names } = heldClients(this.#context, parsed)
    for (const call of calls) this.#queue.add(call)
    for (const held of names) for (const call of this.#callers.callsOfClient(this.#context, held)) this.#queue.add(call)
  }

  #read(call: InvocationNode, env: Env, at: ts.Node): Reading[] {
    const budget = this.isExhausted ? exhaustedSteps : maxSteps
    this.#context.budget = budget
    const readings = this.#reader.read(call, env, at)
    this.#spent += budget - this.#context.budget
    return readings
  }

  #process(call: InvocationNode): void {
    const readings = this.#read(call, null, call).filter((reading) => !this.#isSentAgain(reading, call))
    const settled = new Set<string>()
    for (const reading of readings) {
      if (reading.kind !== 'found') continue
      this.#rows.keep(reading.request)
      settled.add(sentKey(reading.request))
    }
    for (const reading of readings) if (reading.kind === 'open') this.#defer(reading, call, settled)
  }

  #isSentAgain({ request }: Reading, call: InvocationNode): boolean {
    const isUnknown = request.unresolved !== null && request.url.path === ''
    return isUnknown && isInInterceptor(call, this.#context.indexOf(sourceOf(call)))
  }

  /** Leaves a request to the callers of the function that decides it. */
  #defer(open: OpenRequest, call: InvocationNode, settled: ReadonlySet<string>): void {
    const { owner, place } = askedFor(open, call)
    if (!owner) {
      if (open.decides === 'url' || open.decides === 'method') this.#rows.keep(open.request)
    } else if (open.decides === 'segment') {
      const preciseOf = rowKey(open.request)
      this.#deferTo(owner, { ...unreached(call, place, open.request), preciseOf, wasReached: true })
    } else this.#deferTo(owner, { ...unreached(call, place, open.request), settled })
  }

  #deferTo(fn: FunctionNode, deferred: Deferred): void {
    if (!this.isExhausted && this.#deferrals.add(fn, deferred)) this.#wantCallers(fn)
  }

  /** Parses the files that may call a function, and queues the calls. */
  #wantCallers(fn: FunctionNode): void {
    const called = namesOfFunction(this.#context, fn)
    for (const call of this.#callers.callersOf(this.#context, called)) this.#queue.add(call)
  }
}

function createContext(project: Project, onParse: (path: string, parsed: ParsedSource) => void): Context {
  const parsedSources = new Map<ts.SourceFile, ParsedSource>()
  project.onParse = (path, parsed) => {
    parsedSources.set(parsed.source, parsed)
    onParse(path, parsed)
  }
  return {
    project,
    memo: new Map(),
    active: new Map(),
    flowing: [],
    lowest: Infinity,
    running: new Map(),
    lookups: new WeakMap(),
    depth: 0,
    budget: maxSteps,
    subclasses: new Map(),
    injections: new Map(),
    indexOf: (source) => {
      const parsed = parsedSources.get(source)
      if (!parsed) throw new Error(`${source.fileName} was never parsed`)
      return parsed.index
    },
  }
}
