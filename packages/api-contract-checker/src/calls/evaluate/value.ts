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

export function text(...parts: Part[]): TextValue {
  return { kind: 'text', parts: mergeParts(parts) }
}

export function unknown(hole: Partial<Hole> & { name: string }): Value {
  return { kind: 'unknown', hole: { kind: 'value', type: null, owner: null, ...hole } }
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

export function frameOf(env: Env, of: ts.Node): Frame | null {
  for (let frame = env; frame; frame = frame.outer) if (frame.of === of) return frame
  return null
}
