import { ts } from '../syntax/compiler.ts'
import { truth, conditionKey } from './conditions.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { switchKey } from './variables.ts'
import {
  distinct,
  outcome,
  undefinedValue,
  unknown,
  withGuard,
  type Argument,
  type Env,
  type FunctionValue,
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
  /** Whether control may get past these statements. */
  falls: boolean
}

function returnsOf(context: Context, statements: readonly ts.Statement[], env: Env): Returns {
  const returned: Outcome[] = []
  for (const statement of statements) {
    const result = returnsOfStatement(context, statement, env)
    returned.push(...result.returned)
    if (!result.falls) return { returned, falls: false }
  }
  return { returned, falls: true }
}

function returnsOfStatement(context: Context, node: ts.Statement, env: Env): Returns {
  if (ts.isReturnStatement(node))
    return {
      returned: node.expression ? evaluate(context, node.expression, env) : [outcome(undefinedValue)],
      falls: false,
    }
  if (ts.isThrowStatement(node)) return { returned: [], falls: false }
  if (ts.isBlock(node)) return returnsOf(context, node.statements, env)
  if (ts.isIfStatement(node)) return returnsOfIf(context, node, env)
  if (ts.isSwitchStatement(node)) return returnsOfSwitch(context, node, env)
  if (ts.isTryStatement(node)) return returnsOfTry(context, node, env)
  if (ts.isIterationStatement(node, false)) return { ...returnsOfStatement(context, node.statement, env), falls: true }
  return { returned: [], falls: true }
}

function returnsOfIf(context: Context, node: ts.IfStatement, env: Env): Returns {
  const known = truth(context, node.expression, env)
  const nothing: Returns = { returned: [], falls: false }
  const { key, branch } = conditionKey(node.expression)
  const yes = known === false ? nothing : returnsOfStatement(context, node.thenStatement, env)
  const no =
    known === true
      ? nothing
      : node.elseStatement
        ? returnsOfStatement(context, node.elseStatement, env)
        : { returned: [], falls: true }
  if (known !== null) return known ? yes : no
  return {
    returned: [
      ...withGuard(yes.returned, key, branch),
      ...withGuard(no.returned, key, branch === 'yes' ? 'no' : 'yes'),
    ],
    falls: yes.falls || no.falls,
  }
}

function returnsOfSwitch(context: Context, node: ts.SwitchStatement, env: Env): Returns {
  const returned: Outcome[] = []
  let hasDefault = false
  let lastFalls = true
  for (const clause of node.caseBlock.clauses) {
    if (ts.isDefaultClause(clause)) hasDefault = true
    const { key, branch } = switchKey(node, clause)
    const result = returnsOf(context, clause.statements, env)
    returned.push(...withGuard(result.returned, key, branch))
    lastFalls = result.falls || clause.statements.some((one) => ts.isBreakStatement(one))
  }
  return { returned, falls: !hasDefault || lastFalls }
}

function returnsOfTry(context: Context, node: ts.TryStatement, env: Env): Returns {
  const body = returnsOf(context, node.tryBlock.statements, env)
  const caught = node.catchClause
    ? returnsOf(context, node.catchClause.block.statements, env)
    : { returned: [], falls: false }
  const last = node.finallyBlock ? returnsOf(context, node.finallyBlock.statements, env) : { returned: [], falls: true }
  return {
    returned: [...body.returned, ...caught.returned, ...last.returned],
    falls: (body.falls || caught.falls) && last.falls,
  }
}
