import { ts } from '../syntax/compiler.ts'
import { isFunctionNode } from '../syntax/source-index.ts'

export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return inner.pos >= outer.pos && inner.end <= outer.end
}

export function headOf(node: ts.IterationStatement): ts.Node | null {
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return node.expression
  return ts.isForStatement(node) ? (node.initializer ?? null) : null
}

export function conditionOf(node: ts.IterationStatement): ts.Expression | null {
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression
  return ts.isForStatement(node) ? (node.condition ?? null) : null
}

export function jumps(node: ts.Node): boolean {
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)
}

const jumping = new WeakMap<ts.Node, boolean>()

/** Whether control may leave a statement other than by its end. */
export function mayJump(node: ts.Node): boolean {
  if (jumps(node)) return true
  if (ts.isExpressionStatement(node) || ts.isVariableStatement(node) || isFunctionNode(node)) return false
  const known = jumping.get(node)
  if (known !== undefined) return known
  const found = ts.forEachChild(node, (child) => (!ts.isExpression(child) && mayJump(child)) || undefined) === true
  jumping.set(node, found)
  return found
}

/** Whether an identifier of that name stands in a node, other than as the target of the node's own assignment. */
export function mentionsName(node: ts.Node, name: string, write: ts.Node): boolean {
  if (ts.isIdentifier(node)) {
    const { parent } = node
    const isTarget = ts.isBinaryExpression(parent) && parent === write && parent.left === node
    return node.text === name && !isTarget && !(ts.isPropertyAccessExpression(parent) && parent.name === node)
  }
  return ts.forEachChild(node, (child) => mentionsName(child, name, write) || undefined) === true
}
