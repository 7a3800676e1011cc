import { ts } from '../syntax/compiler.ts'
import { branchesOf, clauseGuards } from './branches.ts'
import { clauseVerdicts, truth } from './conditions.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { distinct, joinGuards, noGuards, outcome, withGuards } from './outcomes.ts'
import {
  undefinedValue,
  unknown,
  type Argument,
  type Env,
  type FunctionValue,
  type Guards,
  type Outcome,
} from './value.ts'

/** How deep one function may be looked into from within itself. */
const maxRecursion = 2

/** The frames in which a function's body is read. */
export function frameForCall(fn: FunctionValue, args: readonly Argument[], site?: ts.Node): Env {
  const { node, self } = fn
  const outer: Env =
    self && node.parent && ts.isClassLike(node.parent) ? { of: node.parent, args: [], self, outer: fn.env } : fn.env
  return { of: node, args, self, outer, ...(site ? { site } : {}) }
}

/** What a call of a function of the project gives back. */
export function callFunction(
  context: Context,
  fn: FunctionValue,
  args: readonly Argument[],
  site?: ts.Node,
): Outcome[] {
  const { body } = fn.node
  const { running } = context
  const depth = running.get(fn.node) ?? 0
  if (!body || depth >= maxRecursion) return [outcome(unknown({ name: 'result' }))]
  running.set(fn.node, depth + 1)
  try {
    const env = frameForCall(fn, args, site)
    if (!ts.isBlock(body)) return evaluate(context, body, env)
    const { returned, falls } = returnsOf(context, body.statements, env)
    if (returned.length === 0) return [outcome(undefinedValue)]
    return distinct(falls ? [...returned, outcome(undefinedValue)] : returned)
  } finally {
    if (depth === 0) running.delete(fn.node)
    else running.set(fn.node, depth)
  }
}

interface Returns {
  returned: Outcome[]
  /** Whether control may get past these statements by their end. */
  falls: boolean
  /** Under which branches it does. */
  falling: Guards
  /** Whether it may leave the loop or switch around by `break` or `continue`. */
  leaves: boolean
}

const passes: Returns = { returned: [], falls: true, falling: noGuards, leaves: false }
const unreachable: Returns = { returned: [], falls: false, falling: noGuards, leaves: false }

function returnsOf(context: Context, statements: readonly ts.Statement[], env: Env): Returns {
  const returned: Outcome[] = []
  let leaves = false
  // `if (x) return a; return b`: what follows is returned where `x` is not so.
  let falling: Guards = noGuards
  for (const statement of statements) {
    const result = returnsOfStatement(context, statement, env)
    returned.push(...withGuards(result.returned, falling))
    leaves ||= result.leaves
    if (!result.falls) return { ...unreachable, returned, leaves }
    // Where a loop or a flag that changes brings two opposite branches together, neither says anything.
    falling = joinGuards(falling, result.falling) ?? falling
  }
  return { returned, falls: true, falling, leaves }
}

function returnsOfStatement(context: Context, node: ts.Statement, env: Env): Returns {
  if (ts.isReturnStatement(node)) {
    const returned = node.expression ? evaluate(context, node.expression, env) : [outcome(undefinedValue)]
    return { ...unreachable, returned }
  }
  if (ts.isThrowStatement(node)) return unreachable
  if (ts.isBreakOrContinueStatement(node)) return { ...unreachable, leaves: true }
  if (ts.isBlock(node)) return returnsOf(context, node.statements, env)
  if (ts.isIfStatement(node)) return returnsOfIf(context, node, env)
  if (ts.isSwitchStatement(node)) return returnsOfSwitch(context, node, env)
  if (ts.isTryStatement(node)) return returnsOfTry(context, node, env)
  if (ts.isLabeledStatement(node)) return returnsOfStatement(context, node.statement, env)
  if (ts.isIterationStatement(node, false)) {
    const { returned } = returnsOfStatement(context, node.statement, env)
    return { ...passes, returned }
  }
  return passes
}

function returnsOfIf(context: Context, node: ts.IfStatement, env: Env): Returns {
  const known = truth(context, node.expression, env)
  const read = (branch: ts.Statement | undefined): Returns =>
    branch ? returnsOfStatement(context, branch, env) : passes
  if (known !== null) return read(known ? node.thenStatement : node.elseStatement)
  const yes = read(node.thenStatement)
  const no = read(node.elseStatement)
  const branches = branchesOf(context, node.expression, env)
  const falls = yes.falls || no.falls
  const only = yes.falls ? branches.yes : branches.no
  return {
    returned: [...withGuards(yes.returned, branches.yes), ...withGuards(no.returned, branches.no)],
    falls,
    falling: falls && !(yes.falls && no.falls) ? only : noGuards,
    leaves: yes.leaves || no.leaves,
  }
}

function returnsOfSwitch(context: Context, node: ts.SwitchStatement, env: Env): Returns {
  const verdicts = clauseVerdicts(context, node, env)
  const returned: Outcome[] = []
  // Clauses by which control comes to the statements that are being read: those before may fall through to them.
  let entered: Guards[] = []
  let leaves = false
  for (const [index, clause] of node.caseBlock.clauses.entries()) {
    if (verdicts[index] !== false) entered.push(clauseGuards(context, node, clause, env))
    if (entered.length === 0) continue
    const result = returnsOf(context, clause.statements, env)
    returned.push(...entered.flatMap((guards) => withGuards(result.returned, guards)))
    leaves ||= result.leaves
    if (!result.falls) entered = []
  }
  const passesBy = !verdicts.includes(true) && !node.caseBlock.clauses.some((clause) => ts.isDefaultClause(clause))
  return { ...passes, returned, falls: passesBy || leaves || entered.length > 0 }
}

function returnsOfTry(context: Context, node: ts.TryStatement, env: Env): Returns {
  const body = returnsOf(context, node.tryBlock.statements, env)
  const caught = node.catchClause ? returnsOf(context, node.catchClause.block.statements, env) : unreachable
  const last = node.finallyBlock ? returnsOf(context, node.finallyBlock.statements, env) : passes
  return {
    returned: [...body.returned, ...caught.returned, ...last.returned],
    falls: (body.falls || caught.falls) && last.falls,
    falling: noGuards,
    leaves: body.leaves || caught.leaves || last.leaves,
  }
}
