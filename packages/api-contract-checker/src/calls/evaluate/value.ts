import type { GivenNames, PathHole } from '../api-call.ts'
import type { Client, RequestShape } from '../clients/client.ts'
import type { ts } from '../syntax/compiler.ts'
import type { ClassNode, FunctionNode } from '../syntax/source-index.ts'

/** A piece of a text that is not known while reading the source. */
export interface Hole {
  /**
   * `parameter`: decided by the callers of `owner`; `self`: by the instance of the class `owner`; `environment`: by
   * build or deployment (`import.meta.env.X`); `origin`: the page's own origin; `query`: a query string; `value`:
   * something that exists only at run time.
   */
  kind: 'parameter' | 'self' | 'environment' | 'origin' | 'query' | 'value'
  name: string
  type: PathHole['type']
  owner: ts.Node | null
  /** What a query string holds, of kind `query`. */
  names?: GivenNames
}

export type Part = string | Hole

/** One argument of a call, evaluated when it is first asked for. */
export interface Argument {
  node: ts.Expression | null
  /** Where the node stands; absent where it was put together otherwise. */
  env?: Env
  evaluate: () => Outcome[]
  /** True of `...rest`, whose length is not known. */
  spread?: boolean
}

/** Where names get their values while a function is looked into with known arguments. */
export interface Frame {
  /** A function with its arguments, or a class with its instance. */
  of: FunctionNode | ClassNode
  args: readonly Argument[]
  self: Value | null
  outer: Env
  /** The call that these arguments come from. */
  site?: ts.Node
  /** What expressions came to in this frame. */
  memo?: Map<ts.Node, Outcome[]>
}
export type Env = Frame | null

export interface TextValue {
  kind: 'text'
  parts: readonly Part[]
}
export interface ObjectValue {
  kind: 'object'
  /** Later ones win. */
  sources: readonly ObjectSource[]
  /** True of a component or store, which has members that its source does not show. */
  isComponent?: boolean
  /** True of state that changes: its first values are only where it begins. */
  isState?: boolean
}
export type ObjectSource =
  | { literal: ts.ObjectLiteralExpression; env: Env }
  /** `isMaybe`: written in a branch; what stands in front of it counts as well. */
  | { key: string; outcomes: Outcome[]; isMaybe?: boolean }
  | { spread: Outcome[] }
export interface ArrayValue {
  kind: 'array'
  elements: readonly Argument[]
}
/** Members that were put on something that is no plain object: `request.get = …` of a function. */
interface Extended {
  added?: readonly ObjectSource[]
}

export interface FunctionValue extends Extended {
  kind: 'function'
  node: FunctionNode
  env: Env
  self: Value | null
}
export interface ClassValue {
  kind: 'class'
  node: ClassNode
  env: Env
}
export interface InstanceValue {
  kind: 'instance'
  class: ClassValue
  /** `null` where the instance is only known by its class. */
  args: readonly Argument[] | null
  /** The `new` expression, or the class. */
  site: ts.Node
  /** True of `this` inside the class, whose open members its instances decide. */
  isThis?: boolean
}
export interface ClientValue extends Extended {
  kind: 'client'
  client: Client
}
export interface SenderValue extends Extended {
  kind: 'sender'
  client: Client
  shape: RequestShape
}

export interface UrlValue {
  kind: 'url'
  text: readonly Part[]
}
export interface BuiltinValue {
  kind: 'builtin'
  name: string
  receiver: Value | null
}

export type Value =
  | TextValue
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | SenderValue
  | { kind: 'literal'; value: number | boolean | null | undefined | RegExp }
  | { kind: 'namespace'; path: string }
  | { kind: 'package'; specifier: string; imported: string }
  | { kind: 'enum'; node: ts.EnumDeclaration }
  | ClientValue
  | UrlValue
  | { kind: 'query'; names: GivenNames }
  | BuiltinValue
  | { kind: 'unknown'; hole: Hole }

/** A branch taken: `file:condition` with what it decided. Outcomes of opposite branches never meet. */
export type Guards = ReadonlyMap<string, string>

/** One thing that an expression can be, and under which branches. */
export interface Outcome {
  value: Value
  guards: Guards
}

export const noGuards: Guards = new Map()

/** More outcomes than this and the expression counts as decided at run time. */
export const maxOutcomes = 32

export function outcome(value: Value, guards: Guards = noGuards): Outcome {
  return { value, guards }
}

export function text(...parts: Part[]): TextValue {
  return { kind: 'text', parts: mergeParts(parts) }
}

export function unknown(hole: Partial<Hole> & { name: string }): Value {
  return { kind: 'unknown', hole: { kind: 'value', type: null, owner: null, ...hole } }
}

export function listOf(elements: Outcome[][]): Outcome {
  return outcome({ kind: 'array', elements: elements.map((outcomes) => ({ node: null, evaluate: () => outcomes })) })
}

/** What a piece of state holds later on: a first value such as `''`, `null` or `false` says nothing about it. */
export function stateOutcome(one: Outcome, name: string): Outcome {
  const { value } = one
  // A word is one of several (a tab, a filter); an address is what was meant, whatever comes later.
  const isBlank =
    value.kind === 'literal' ? !(value.value instanceof RegExp) : value.kind === 'text' && !isAddress(value)
  return isBlank ? outcome(unknown({ name }), one.guards) : one
}

/** Whether a text names a place. */
export function isAddress({ parts }: TextValue): boolean {
  return parts.some((part) => typeof part === 'string' && part.includes('/'))
}

export const undefinedValue: Value = { kind: 'literal', value: undefined }

export function mergeParts(parts: readonly Part[]): Part[] {
  const merged: Part[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part
    else if (part !== '') merged.push(part)
  }
  return merged
}

/** The whole text where nothing of it is open; `null` otherwise. */
export function plainText(value: Value): string | null {
  if (value.kind === 'literal' && typeof value.value === 'number') return String(value.value)
  if (value.kind !== 'text') return null
  if (value.parts.length === 0) return ''
  const [only] = value.parts
  return value.parts.length === 1 && typeof only === 'string' ? only : null
}

/** The one number that something is; `undefined` where it is none, or not known. */
export function numberOf(outcomes: readonly Outcome[] | undefined): number | undefined {
  const [only, ...more] = outcomes ?? []
  const value = only?.value
  return value?.kind === 'literal' && typeof value.value === 'number' && more.length === 0 ? value.value : undefined
}

/** What a value becomes inside a text. */
export function toParts(value: Value): readonly Part[] {
  switch (value.kind) {
    case 'text':
      return value.parts
    case 'url':
      return value.text
    case 'literal':
      return value.value === undefined || value.value === null ? [] : [String(value.value)]
    case 'query':
      return [{ kind: 'query', name: 'query', type: null, owner: null, names: value.names }]
    case 'unknown':
      return [value.hole]
    case 'array':
      return [{ kind: 'value', name: 'list', type: null, owner: null }]
    default:
      return [{ kind: 'value', name: 'value', type: null, owner: null }]
  }
}

/** Both sets of branches together; `null` where they contradict each other. */
export function joinGuards(a: Guards, b: Guards): Guards | null {
  if (a.size === 0) return b
  if (b.size === 0) return a
  return agree(a, b) ? new Map([...a, ...b]) : null
}

/** Whether no branch of one excludes one of the other. */
export function agree(a: Guards, b: Guards): boolean {
  for (const [key, branch] of b) if ((a.get(key) ?? branch) !== branch) return false
  return true
}

/** Outcomes under further branches; without those that these exclude. */
export function withGuards(outcomes: Outcome[], guards: Guards): Outcome[] {
  if (guards.size === 0) return outcomes
  return outcomes.flatMap((one) => {
    const joined = joinGuards(one.guards, guards)
    return joined ? [{ value: one.value, guards: joined }] : []
  })
}

/** Stands for the outcomes that are too many to list: what is left out is said, not dropped. */
const more: Outcome = { value: unknown({ name: 'more' }), guards: noGuards }

/** Every combination of one outcome from each list whose branches agree. */
export function combine(lists: readonly (readonly Outcome[])[], make: (values: Value[]) => Value): Outcome[] {
  let combined: { values: Value[]; guards: Guards }[] = [{ values: [], guards: noGuards }]
  let isCut = false
  for (const list of lists) {
    const next: typeof combined = []
    for (const sofar of combined)
      for (const { value, guards } of list) {
        const joined = joinGuards(sofar.guards, guards)
        if (joined && next.length >= maxOutcomes) isCut = true
        else if (joined) next.push({ values: [...sofar.values, value], guards: joined })
      }
    combined = next
  }
  const made = combined.map(({ values, guards }) => outcome(make(values), guards))
  return distinct(isCut ? [...made, more] : made)
}

/** Without repetitions of the same text under the same branches. */
export function distinct(outcomes: Outcome[]): Outcome[] {
  if (outcomes.length < 2) return outcomes
  const seen = new Set<unknown>()
  const kept: Outcome[] = []
  for (const one of outcomes) {
    const key = outcomeKey(one)
    if (seen.has(key)) continue
    seen.add(key)
    if (kept.length >= maxOutcomes) return [...kept, more]
    kept.push(one)
  }
  return kept
}

function outcomeKey({ value, guards }: Outcome): unknown {
  const parts =
    value.kind === 'text' || value.kind === 'literal' || value.kind === 'unknown'
      ? toParts(value)
          .map((part) => (typeof part === 'string' ? part : `{${part.kind} ${part.name} ${part.owner?.pos ?? ''}}`))
          .join('')
      : null
  if (parts === null) return guards.size === 0 ? value : {}
  return `${value.kind}|${parts}|${[...guards].join('&')}`
}

export function frameOf(env: Env, of: ts.Node): Frame | null {
  for (let frame = env; frame; frame = frame.outer) if (frame.of === of) return frame
  return null
}
