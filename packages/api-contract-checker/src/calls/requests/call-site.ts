import { branchesOf, clauseGuards } from '../evaluate/branches.ts'
import { clauseVerdicts, truth, verdictsOf } from '../evaluate/conditions.ts'
import type { Context } from '../evaluate/context.ts'
import { agree, joinGuards } from '../evaluate/outcomes.ts'
import { frameOf, type Env, type Guards } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { isFunctionNode, skipWrappers, type InvocationNode } from '../syntax/source-index.ts'

/** A condition, and what it must come to. */
interface Demand {
  condition: ts.Expression
  holds: boolean
}

/** What must be so where a call stands, and what cannot be. */
export interface Site {
  /** Branches in which it stands: what a URL or a method is under the opposite ones is never sent by it. */
  guards: Guards
  /** Branches that do not lead there: `if (item.isOld) continue` of the items for which it holds. */
  excluded: readonly Guards[]
}

export const anywhere: Site = { guards: new Map(), excluded: [] }

/** Both at once; `null` where they exclude each other. */
export function joinSites(a: Site, b: Site): Site | null {
  const guards = joinGuards(a.guards, b.guards)
  return guards && { guards, excluded: [...a.excluded, ...b.excluded] }
}

/** `null` where the arguments in `env` do not lead to the call at all. */
export function siteOf(context: Context, call: InvocationNode, env: Env): Site | null {
  const guards = new Map<string, string>()
  const excluded: Guards[] = []
  for (let at: ts.Node = call; at.parent && !isBoundary(at); at = at.parent) {
    const branch = switchBranch(at)
    if (branch && env && isExcluded(context, branch, env)) return null
    const own = branch ? [clauseGuards(context, branch.statement, branch.clause, env)] : []
    for (const { condition, holds } of demandsAt(at)) {
      if (env && mentionsBound(condition, env) && truth(context, condition, env) === !holds) return null
      const branches = branchesOf(context, condition, env)
      own.push(holds ? branches.yes : branches.no)
      excluded.push(...excludedBy(context, condition, holds, env))
    }
    // Two branches that exclude each other meet where a flag was changed in between: then neither says anything.
    for (const one of own) if (agree(guards, one)) for (const [key, verdict] of one) guards.set(key, verdict)
  }
  return { guards, excluded }
}

/** Where one of several things that are known does not lead on. */
function excludedBy(context: Context, condition: ts.Expression, holds: boolean, env: Env): Guards[] {
  if (!mentionsItem(condition)) return []
  return verdictsOf(context, condition, env).flatMap((one) =>
    one.holds === !holds && one.guards.size > 0 ? [one.guards] : [],
  )
}

/** Whether an expression asks for an item of a list: the variable of a loop, or the parameter of a callback. */
function mentionsItem(expression: ts.Node): boolean {
  if (ts.isIdentifier(expression)) {
    const declaration = resolveName(expression.text, expression)
    if (declaration?.kind === 'variable') return ts.isForOfStatement(declaration.node.parent.parent)
    return declaration?.kind === 'parameter' && ts.isCallExpression(declaration.function.parent)
  }
  return ts.forEachChild(expression, (child) => mentionsItem(child) || undefined) === true
}

/** A function of its own; callbacks that stand in a call are run where they stand, or nearly so. */
function isBoundary(node: ts.Node): boolean {
  return isFunctionNode(node) && !ts.isCallExpression(node.parent)
}

/** What must hold for control to come to a node from its parent. */
function demandsAt(node: ts.Node): Demand[] {
  const { parent } = node
  if (ts.isIfStatement(parent))
    return branchDemands(parent.expression, node, parent.thenStatement, parent.elseStatement)
  if (ts.isConditionalExpression(parent))
    return branchDemands(parent.condition, node, parent.whenTrue, parent.whenFalse)
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const { kind } = parent.operatorToken
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return split(parent.left, true)
    if (kind === ts.SyntaxKind.BarBarToken) return split(parent.left, false)
  }
  if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent))
    return parent.statements.slice(0, Math.max(parent.statements.indexOf(node as ts.Statement), 0)).flatMap(passed)
  return []
}

function branchDemands(
  condition: ts.Expression,
  node: ts.Node,
  whenTrue: ts.Node,
  whenFalse: ts.Node | undefined,
): Demand[] {
  if (node === whenTrue) return split(condition, true)
  return node === whenFalse ? split(condition, false) : []
}

/** `if (x) return …` says of all that follows that `x` was not so. */
function passed(statement: ts.Statement): Demand[] {
  if (!ts.isIfStatement(statement)) return []
  if (leaves(statement.thenStatement)) return split(statement.expression, false)
  return statement.elseStatement && leaves(statement.elseStatement) ? split(statement.expression, true) : []
}

function leaves(node: ts.Statement): boolean {
  if (ts.isBlock(node)) return node.statements.some(leaves)
  if (ts.isIfStatement(node))
    return node.elseStatement !== undefined && leaves(node.thenStatement) && leaves(node.elseStatement)
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)
}

/** All parts of `a && b` hold where it does, none of `a || b` where it does not. */
function split(condition: ts.Expression, holds: boolean): Demand[] {
  const node = skipWrappers(condition)
  const conjunction = holds ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === conjunction)
    return [...split(node.left, holds), ...split(node.right, holds)]
  return [{ condition: node, holds }]
}

interface SwitchBranch {
  statement: ts.SwitchStatement
  clause: ts.CaseOrDefaultClause
}

/** The clause of a `switch` in which a node stands, unless the one before falls through to it. */
function switchBranch(node: ts.Node): SwitchBranch | null {
  if (!ts.isCaseOrDefaultClause(node)) return null
  const { clauses } = node.parent
  const before = clauses[clauses.indexOf(node) - 1]
  const isEntered = !before || before.statements.some(leaves)
  return isEntered ? { statement: node.parent.parent, clause: node } : null
}

/** Whether the value that is switched by is known, and is another one. */
function isExcluded(context: Context, { statement, clause }: SwitchBranch, env: Env): boolean {
  if (!mentionsBound(statement.expression, env)) return false
  return clauseVerdicts(context, statement, env)[statement.caseBlock.clauses.indexOf(clause)] === false
}

/** Whether an expression asks for something that a caller gave. */
function mentionsBound(expression: ts.Node, env: Env): boolean {
  if (ts.isIdentifier(expression)) {
    const declaration = resolveName(expression.text, expression)
    return declaration?.kind === 'parameter' && frameOf(env, declaration.function) !== null
  }
  return ts.forEachChild(expression, (child) => mentionsBound(child, env) || undefined) === true
}
