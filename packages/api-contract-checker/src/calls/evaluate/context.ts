import type { Project } from '../modules/project.ts'
import type { ts } from '../syntax/compiler.ts'
import type { ClassNode, SourceIndex } from '../syntax/source-index.ts'
import type { ClassValue, Frame, ObjectValue, Outcome } from './value.ts'

/** A variable that is being followed right now, as what is read of the source meanwhile sees it. */
export interface Flowing {
  /** The node of its name. */
  of: ts.Node
  /** Of the function that declares it, where its arguments are known. */
  frame: Frame | null
  /** Where it is seen: a write, or a condition; `null` for everywhere. */
  within: ts.Node | null
  /** What it holds before that. */
  state: Outcome[]
  /** Between the depth of the evaluation that follows it and those that look at it. */
  level: number
}

/** What the evaluation knows and remembers. */
export interface Context {
  project: Project
  /** Results that depend on no frame. */
  memo: Map<ts.Node, Outcome[]>
  /** Innermost first. */
  flowing: Flowing[]
  /** Nodes being evaluated right now, with their depth: against endless recursion. */
  active: Map<ts.Node, number>
  depth: number
  /**
   * The outermost unfinished thing that what was read since depends on, by its depth: a node that is asked for while it is
   * being evaluated, a variable in the middle of being followed; 0 where a limit cut something short. What depends on
   * something further out than itself is not remembered: read from elsewhere it may come to something else.
   */
  lowest: number
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

/** Notes that what is being evaluated depends on something unfinished at `level`; 0 for a limit that cut it short. */
export function dependOn(context: Context, level: number): void {
  context.lowest = Math.min(context.lowest, level)
}

export const maxDepth = 160
export const maxSteps = 10_000

export function sourceOf(node: ts.Node): ts.SourceFile {
  let at = node
  while (at.parent) at = at.parent
  return at as ts.SourceFile
}
