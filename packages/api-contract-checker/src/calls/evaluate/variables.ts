import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { enclosingFunction, isWithin, skipWrappers } from '../syntax/source-index.ts'
import { argumentsOf } from './calls.ts'
import { conditionKey, truth } from './conditions.ts'
import { sourceOf, type Context } from './context.ts'
import { concatenate, evaluate } from './evaluate.ts'
import { originParts } from './url-origin.ts'
import { valueOfType } from './types.ts'
import {
  combine,
  distinct,
  mergeParts,
  outcome,
  toParts,
  undefinedValue,
  unknown,
  withGuard,
  type Env,
  type Outcome,
  type UrlValue,
  type Value,
} from './value.ts'

/** What a variable can hold where it is used: reassignments on the way count, those behind it do not. */
export function variableAt(context: Context, node: ts.VariableDeclaration, use: ts.Node, env: Env): Outcome[] {
  if (isCounter(context, node)) return [outcome(unknown({ name: nameOf(node), type: 'number' }))]
  const initial = initialValue(context, node, env)
  const writes = writesTo(context, node)
  if (writes.length === 0) return initial()
  const fn = enclosingFunction(node)
  if (enclosingFunction(use) !== fn || sourceOf(use) !== sourceOf(node)) {
    // Used from another function: any of the writes may have come before.
    const all = writes.flatMap((write) => (isReplacement(write) ? evaluate(context, write.right, env) : []))
    const known = [
      ...initial().filter(
        ({ value }) => !(value.kind === 'literal' && (value.value === undefined || value.value === null)),
      ),
      ...all,
    ]
    const held = known.length > 0 ? distinct(known) : initial()
    return writes.reduce((sofar, write) => (isAddition(write) ? written(context, write, sofar, env) : sofar), held)
  }
  const block = blockOf(node)
  const flow = new Flow(context, node, writes, use, env)
  return flow.run(block, initial)
}

/** `page++`: which number it is only a run knows. */
function isCounter(context: Context, node: ts.VariableDeclaration): boolean {
  return (context.indexOf(sourceOf(node)).steps.get(nameOf(node)) ?? []).some(({ operand }) => {
    const target = skipWrappers(operand)
    const declaration = ts.isIdentifier(target) ? resolveName(target.text, target) : null
    return declaration?.kind === 'variable' && declaration.node === node
  })
}

function nameOf({ name }: ts.VariableDeclaration): string {
  return ts.isIdentifier(name) ? name.text : ''
}

function initialValue(context: Context, node: ts.VariableDeclaration, env: Env): () => Outcome[] {
  return () => {
    if (node.initializer) {
      const outcomes = evaluate(context, node.initializer, env)
      const typed =
        node.type && outcomes.every(({ value }) => value.kind === 'unknown' || value.kind === 'literal')
          ? valueOfType(context, node.type)
          : null
      return typed ? [outcome(typed)] : outcomes
    }
    const typed = node.type ? valueOfType(context, node.type) : null
    return [outcome(typed ?? undefinedValue)]
  }
}

/** What changes a variable: an assignment, or `list.push(…)`. */
type Write = ts.BinaryExpression | ts.CallExpression

function isReplacement(write: Write): write is ts.BinaryExpression {
  if (!ts.isBinaryExpression(write) || isMemberWrite(write.left)) return false
  return write.operatorToken.kind !== ts.SyntaxKind.PlusEqualsToken
}

function writesTo(context: Context, node: ts.VariableDeclaration): Write[] {
  if (!ts.isIdentifier(node.name)) return []
  const { assignments, memberWrites, pushes } = context.indexOf(sourceOf(node))
  const { text } = node.name
  const candidates: Write[] = [
    ...(assignments.get(text) ?? []),
    ...(pushes.get(text) ?? []),
    ...(memberWrites.get(text) ?? []),
  ]
  return candidates
    .filter((write) => {
      const target = writtenName(write)
      if (!ts.isIdentifier(target)) return false
      const declaration = resolveName(target.text, target)
      return declaration?.kind === 'variable' && declaration.node === node
    })
    .sort((a, b) => a.pos - b.pos)
}

/** `api.lists = …`: whoever uses the object elsewhere finds it there. */
function isAddition(write: Write): write is ts.BinaryExpression {
  return ts.isBinaryExpression(write) && isMemberWrite(write.left)
}

/** `name` of `name = …`, `name.pathname = …` and `name.push(…)`. */
function writtenName(write: Write): ts.Expression {
  const target = skipWrappers(ts.isBinaryExpression(write) ? write.left : write.expression)
  return ts.isPropertyAccessExpression(target) ? skipWrappers(target.expression) : target
}

/** `config.url = '/lessons/'` of an object, `url.pathname = '/lessons/'` of a `new URL(…)`. */
function isMemberWrite(target: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(skipWrappers(target))
}

/** The outcomes behind a write. */
function written(context: Context, write: Write, before: Outcome[], env: Env): Outcome[] {
  if (ts.isCallExpression(write)) return pushed(context, write, before, env)
  const right = evaluate(context, write.right, env)
  if (isRunThrough(write, right)) return before
  if (isMemberWrite(write.left)) return withMember(before, write, right)
  if (!isReplacement(write)) return concatenate([before, right])
  return isConditionalWrite(write) ? distinct([...before, ...right]) : right
}

/**
 * `config = await middleware(config)`, `url = url.replace(…)` by something that only a run knows: what comes out is taken
 * for what went in.
 */
function isRunThrough(write: ts.BinaryExpression, right: readonly Outcome[]): boolean {
  const target = skipWrappers(write.left)
  const call = skipWrappers(write.right)
  if (!ts.isIdentifier(target) || !ts.isCallExpression(call)) return false
  if (!right.every(({ value }) => value.kind === 'unknown' && value.hole.kind === 'value')) return false
  const callee = skipWrappers(call.expression)
  const given = ts.isPropertyAccessExpression(callee) ? [callee.expression, ...call.arguments] : call.arguments
  return given.some((one) => {
    const inner = skipWrappers(one)
    return ts.isIdentifier(inner) && inner.text === target.text
  })
}

/** What is known of an object after one of its members was set. */
function withMember(before: readonly Outcome[], { left }: ts.BinaryExpression, right: Outcome[]): Outcome[] {
  const target = skipWrappers(left)
  const name = ts.isPropertyAccessExpression(target) ? target.name.text : ''
  return before.flatMap(({ value, guards }): Outcome[] => {
    if (value.kind === 'object')
      return [outcome({ ...value, sources: [...value.sources, { key: name, outcomes: right }] }, guards)]
    if (value.kind === 'url' && name === 'pathname')
      return combine([[outcome(value, guards)], right], ([url, path]) => withPath(url as UrlValue, path as Value))
    return [outcome(value, guards)]
  })
}

function withPath(url: UrlValue, path: Value): Value {
  return { kind: 'url', text: mergeParts([...originParts(url.text), ...toParts(path)]) }
}

function pushed(context: Context, write: ts.CallExpression, before: Outcome[], env: Env): Outcome[] {
  const added = argumentsOf(context, write.arguments, env)
  return before.map(({ value, guards }) =>
    value.kind === 'array'
      ? outcome({ kind: 'array', elements: [...value.elements, ...added] }, guards)
      : outcome(value, guards),
  )
}

function blockOf(node: ts.Node): readonly ts.Statement[] {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isBlock(at) || ts.isSourceFile(at) || ts.isModuleBlock(at) || ts.isCaseOrDefaultClause(at))
      return at.statements
  return []
}

interface Passage {
  state: Outcome[]
  /** Set once the use was reached: nothing behind it matters. */
  found: Outcome[] | null
  /** True behind `return`, `throw`, `break`, `continue`. */
  isDead: boolean
}

/** Follows one variable through statements, branch by branch, up to its use. */
class Flow {
  readonly #context: Context
  readonly #node: ts.VariableDeclaration
  readonly #writes: readonly Write[]
  readonly #use: ts.Node
  readonly #env: Env

  constructor(context: Context, node: ts.VariableDeclaration, writes: readonly Write[], use: ts.Node, env: Env) {
    this.#context = context
    this.#node = node
    this.#writes = writes
    this.#use = use
    this.#env = env
  }

  run(statements: readonly ts.Statement[], initial: () => Outcome[]): Outcome[] {
    const start = statements.findIndex((statement) => isWithin(this.#node, statement))
    const end = this.#statements(statements.slice(start + 1), { state: initial(), found: null, isDead: false })
    // A use in front of the declaration, or inside of it: only the first value is there.
    return end.found ?? end.state
  }

  #statements(statements: readonly ts.Statement[], from: Passage): Passage {
    let at = from
    for (const statement of statements) {
      if (at.found || at.isDead) return at
      at = this.#statement(statement, at.state)
    }
    return at
  }

  #statement(node: ts.Statement, state: Outcome[]): Passage {
    if (ts.isBlock(node)) return this.#statements(node.statements, alive(state))
    if (ts.isIfStatement(node)) return this.#if(node, state)
    if (ts.isSwitchStatement(node)) return this.#switch(node, state)
    if (ts.isTryStatement(node)) return this.#try(node, state)
    if (ts.isIterationStatement(node, false)) return this.#loop(node, state)
    if (ts.isLabeledStatement(node)) return this.#statement(node.statement, state)
    const through = this.#expression(node, state)
    if (through.found) return through
    const isDead = ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)
    return { ...through, isDead }
  }

  /** Writes inside one expression or statement, in their order; then whether the use stands in it. */
  #expression(node: ts.Node, state: Outcome[]): Passage {
    let now = state
    for (const write of this.#writes) {
      if (!isWithin(write, node) || isWithin(this.#use, write)) continue
      if (write.pos > this.#use.pos && isWithin(this.#use, node)) continue
      now = written(this.#context, write, now, this.#env)
    }
    return isWithin(this.#use, node) ? { state: now, found: now, isDead: false } : alive(now)
  }

  #if(node: ts.IfStatement, before: Outcome[]): Passage {
    const condition = this.#expression(node.expression, before)
    if (condition.found) return condition
    const { state } = condition
    const known = truth(this.#context, node.expression, this.#env)
    const { key, branch } = conditionKey(node.expression)
    const other = branch === 'yes' ? 'no' : 'yes'
    const yes = known === false ? dead(state) : this.#statement(node.thenStatement, state)
    if (yes.found) return { ...yes, found: this.#changedOnly(yes.found, state, key, branch) }
    const no =
      known === true ? dead(state) : node.elseStatement ? this.#statement(node.elseStatement, state) : alive(state)
    if (no.found) return { ...no, found: this.#changedOnly(no.found, state, key, other) }
    if (yes.isDead && no.isDead) return dead(state)
    if (yes.isDead) return alive(no.state)
    if (no.isDead) return alive(yes.state)
    if (yes.state === no.state) return alive(state)
    return alive(distinct([...withGuard(yes.state, key, branch), ...withGuard(no.state, key, other)]))
  }

  #changedOnly(found: Outcome[], before: Outcome[], key: string, branch: string): Outcome[] {
    return found === before ? found : withGuard(found, key, branch)
  }

  #switch(node: ts.SwitchStatement, state: Outcome[]): Passage {
    const ends: Outcome[][] = []
    let hasDefault = false
    let fallen: Outcome[] | null = null
    for (const clause of node.caseBlock.clauses) {
      if (ts.isDefaultClause(clause)) hasDefault = true
      const entry: Outcome[] = fallen ? distinct([...state, ...fallen]) : state
      const { key, branch } = switchKey(node, clause)
      const end = this.#statements(clause.statements, alive(entry))
      if (end.found) return end
      const leaves = end.isDead && clause.statements.some((one) => endsWithReturn(one))
      if (!leaves) ends.push(withGuard(end.state, key, branch))
      fallen = end.isDead ? null : end.state
    }
    if (!hasDefault) ends.push(state)
    return ends.length === 0 ? dead(state) : alive(distinct(ends.flat()))
  }

  #try(node: ts.TryStatement, state: Outcome[]): Passage {
    const body = this.#statement(node.tryBlock, state)
    if (body.found) return body
    let after = body.isDead ? [] : body.state
    if (node.catchClause) {
      const caught = this.#statement(node.catchClause.block, distinct([...state, ...body.state]))
      if (caught.found) return caught
      if (!caught.isDead) after = distinct([...after, ...caught.state])
    }
    if (node.finallyBlock) return this.#statement(node.finallyBlock, after.length > 0 ? after : body.state)
    return after.length > 0 ? alive(after) : dead(state)
  }

  #loop(node: ts.IterationStatement, state: Outcome[]): Passage {
    const head = this.#expression(withoutBody(node) ?? node.statement, withoutBody(node) ? state : state)
    if (withoutBody(node) && head.found) return head
    const body = this.#statement(node.statement, state)
    if (body.found) return body
    return alive(distinct([...state, ...body.state]))
  }
}

function withoutBody(node: ts.IterationStatement): ts.Node | null {
  if (ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node))
    return node.expression
  return ts.isForStatement(node) ? (node.initializer ?? null) : null
}

function alive(state: Outcome[]): Passage {
  return { state, found: null, isDead: false }
}

function dead(state: Outcome[]): Passage {
  return { state, found: null, isDead: true }
}

function isConditionalWrite(write: ts.BinaryExpression): boolean {
  const { kind } = write.operatorToken
  return (
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
  )
}

function endsWithReturn(node: ts.Statement): boolean {
  return (
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    (ts.isBlock(node) && node.statements.some(endsWithReturn))
  )
}

export function switchKey(node: ts.SwitchStatement, clause: ts.CaseOrDefaultClause): { key: string; branch: string } {
  const source = sourceOf(node)
  const branch = ts.isCaseClause(clause) ? clause.expression.getText(source) : 'default'
  return { key: `${source.fileName}:switch ${node.expression.getText(source)}`, branch }
}
