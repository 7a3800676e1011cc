import type { Project } from '../modules/project.ts'
import type { ts } from '../syntax/compiler.ts'
import type { ClassNode, SourceIndex } from '../syntax/source-index.ts'
import type { ClassValue, ObjectValue, Outcome } from './value.ts'

/** What the evaluation knows and remembers. */
export interface Context {
  project: Project
  /** Results that depend on no frame. */
  memo: Map<ts.Node, Outcome[]>
  /** Nodes being evaluated right now, against endless recursion. */
  active: Set<ts.Node>
  depth: number
  /** Members that are being looked for right now, by object. */
  lookups: WeakMap<ObjectValue, Set<string>>
  /** How often each function is being looked into right now. */
  running: Map<ts.Node, number>
  /** Steps left for the request that is being looked at. */
  budget: number
  /** Classes that extend a class, as far as they are parsed. */
  subclasses: Map<ClassNode, ClassValue[]>
  /** What plugins put within reach of every component, by name. */
  injections: Map<string, ts.Expression>
  indexOf: (source: ts.SourceFile) => SourceIndex
}

export const maxDepth = 80
export const maxSteps = 10_000

export function sourceOf(node: ts.Node): ts.SourceFile {
  let at = node
  while (at.parent) at = at.parent
  return at as ts.SourceFile
}
