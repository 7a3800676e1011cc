import { ts } from '../syntax/compiler.ts'
import { branchesOf, clauseGuards } from './branches.ts'
import { clauseVerdicts, truth } from './conditions.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { conditionOf, contains, headOf, jumps, mayJump, mentionsName } from './statement-shapes.ts'
import { distinct, withGuards } from './outcomes.ts'
import type { Env, Frame, Guards, Outcome } from './value.ts'
import { isAddition, withMembers, written, type Write } from './writes.ts'

/** A variable to follow. */
export interface Followed {
  /** The node of its name. */
  of: ts.Node
  /** All that changes it, in the order of the source. */
  writes: readonly Write[]
  use: ts.Node
  /** Of the function that declares it, where its arguments are known. */
  frame: Frame | null
  env: Env
}

interface Passage {
  state: Outcome[]
  /** Set once the use was reached: nothing behind it matters. */
  found: Outcome[] | null
  /** True behind `return`, `throw`, `break`, `continue`. */
  isDead: boolean
}

/** States in which control leaves a loop or a switch before its end. */
interface Exits {
  isLoop: boolean
  label: string | undefined
  broken: Outcome[]
  continued: Outcome[]
}

/** What a condition makes of a state: the outcomes for which it holds, and for which it does not. */
interface Fork {
  yes: Outcome[]
  no: Outcome[]
  /** True where for some it is only known at run time; these are in both. */
  isOpen: boolean
}

/** How often a loop whose condition the source decides is run through: `while (url.endsWith('/')) url = …`. */
const maxRounds = 4

/** Follows one variable through statements, branch by branch, up to its use. */
export class Flow {
  readonly #context: Context
  readonly #of: ts.Node
  readonly #writes: readonly Write[]
  /** `null` while a loop's body is read for what it leaves behind. */
  #use: ts.Node | null
  readonly #frame: Frame | null
  readonly #env: Env
  readonly #exits: Exits[] = []

  constructor(context: Context, { of, writes, use, frame, env }: Followed) {
    this.#context = context
    this.#of = of
    this.#writes = writes
    this.#use = use
    this.#frame = frame
    this.#env = env
  }

  /** What the variable holds at its use, of `initial` at its declaration. */
  run(statements: readonly ts.Statement[], initial: () => Outcome[]): Outcome[] {
    const start = statements.findIndex((statement) => contains(statement, this.#of))
    const end = this.#statements(statements.slice(start + 1), alive(initial()))
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
    if (this.#isInert(node)) return alive(state)
    if (ts.isBlock(node)) return this.#statements(node.statements, alive(state))
    if (ts.isIfStatement(node)) return this.#if(node, state)
    if (ts.isSwitchStatement(node)) return this.#switch(node, state)
    if (ts.isTryStatement(node)) return this.#try(node, state)
    if (ts.isIterationStatement(node, false)) return this.#loop(node, state)
    if (ts.isLabeledStatement(node)) return this.#statement(node.statement, state)
    const passage = this.#expression(node, state)
    if (passage.found) return passage
    if (ts.isBreakOrContinueStatement(node)) this.#leave(node, passage.state)
    return { ...passage, isDead: jumps(node) }
  }

  /** Nothing in it changes the variable, uses it, or leads elsewhere. */
  #isInert(node: ts.Statement): boolean {
    if (this.#holdsUse(node) || this.#writes.some((write) => contains(node, write))) return false
    return !mayJump(node)
  }

  #holdsUse(node: ts.Node): boolean {
    return this.#use !== null && contains(node, this.#use)
  }

  /** Writes inside one expression or statement, in their order; then whether the use stands in it. */
  #expression(node: ts.Node, state: Outcome[]): Passage {
    const use = this.#use && contains(node, this.#use) ? this.#use : null
    let now = state
    for (const write of this.#writes)
      if (contains(node, write) && !(use && (contains(write, use) || write.pos > use.pos)))
        now = this.#written(write, now)
    return use ? { state: now, found: now, isDead: false } : alive(now)
  }

  /** What each outcome becomes by itself: `url += url.includes('?') ? '&' : '?'` adds to each what fits it. */
  #written(write: Write, before: Outcome[]): Outcome[] {
    if (before.length < 2 || !this.#mentions(write))
      return this.#holding(write, before, () => this.#after(write, before))
    return distinct(before.flatMap((one) => this.#holding(write, [one], () => this.#after(write, [one]))))
  }

  #after(write: Write, before: Outcome[]): Outcome[] {
    return written(this.#context, write, before, this.#env)
  }

  /** Lets what stands in a node see a state of the variable while the node is read. */
  #holding<T>(within: ts.Node, state: Outcome[], read: () => T): T {
    const { flowing, depth } = this.#context
    // Between the level of what is being evaluated and all that is evaluated below it.
    flowing.unshift({ of: this.#of, frame: this.#frame, within, state, level: depth + 0.5 })
    try {
      return read()
    } finally {
      flowing.shift()
    }
  }

  /** Whether a node asks for the variable, going by its name. */
  #mentions(node: ts.Node): boolean {
    const write = this.#writes[0]
    const name = (this.#of as ts.VariableDeclaration).name
    return write !== undefined && ts.isIdentifier(name) && mentionsName(node, name.text, node)
  }

  #fork(condition: ts.Expression, state: Outcome[]): Fork {
    if (!this.#mentions(condition)) {
      const known = truth(this.#context, condition, this.#env)
      return { yes: known === false ? [] : state, no: known === true ? [] : state, isOpen: known === null }
    }
    const fork: Fork = { yes: [], no: [], isOpen: false }
    for (const one of state) {
      const known = this.#holding(condition, [one], () => truth(this.#context, condition, this.#env))
      if (known !== false) fork.yes.push(one)
      if (known !== true) fork.no.push(one)
      if (known === null) fork.isOpen = true
    }
    // The same list where nothing was sorted out: whoever compares sees that nothing has changed.
    if (fork.yes.length === state.length) fork.yes = state
    if (fork.no.length === state.length) fork.no = state
    return fork
  }

  #if(node: ts.IfStatement, before: Outcome[]): Passage {
    const condition = this.#expression(node.expression, before)
    if (condition.found) return condition
    const { state } = condition
    const { yes, no, isOpen } = this.#decide(node, state)
    const branches = branchesOf(this.#context, node.expression, this.#env)
    if (isOpen && this.#onlyAdds(node)) {
      const added = this.#maybeAdded(node.thenStatement, state, branches.yes)
      return alive(node.elseStatement ? this.#maybeAdded(node.elseStatement, added, branches.no) : added)
    }
    const then = this.#branch(node.thenStatement, yes, state)
    if (then.found) return { ...then, found: changedOnly(then.found, yes, branches.yes) }
    const otherwise = node.elseStatement ? this.#branch(node.elseStatement, no, state) : through(no)
    if (otherwise.found) return { ...otherwise, found: changedOnly(otherwise.found, no, branches.no) }
    if (then.isDead && otherwise.isDead) return dead(state)
    if (then.isDead) return alive(otherwise.state)
    if (otherwise.isDead) return alive(then.state)
    if (then.state === yes && otherwise.state === no) return alive(state)
    if (!isOpen) return alive(distinct([...then.state, ...otherwise.state]))
    return alive(distinct([...withGuards(then.state, branches.yes), ...withGuards(otherwise.state, branches.no)]))
  }

  /** `if (body) options.method = 'POST'`: sets members, and nothing else of interest. */
  #onlyAdds(node: ts.IfStatement): boolean {
    if (this.#holdsUse(node) || mayJump(node)) return false
    return this.#writes.every((write) => !contains(node, write) || isAddition(write))
  }

  /** One object whose members may be set, where one for each way through such branches would soon be too many. */
  #maybeAdded(node: ts.Statement, before: Outcome[], guards: Guards): Outcome[] {
    let state = before
    for (const write of this.#writes) {
      if (!contains(node, write) || !isAddition(write)) continue
      const right = this.#holding(write, state, () => evaluate(this.#context, write.right, this.#env))
      state = withMembers(this.#context, state, write, withGuards(right, guards), this.#env, true)
    }
    return state
  }

  /** `if (!url.endsWith('/')) url += '/'`: either way it ends with a slash, so what is not known counts as in need of it. */
  #decide(node: ts.IfStatement, state: Outcome[]): Fork {
    const fork = this.#fork(node.expression, state)
    if (!fork.isOpen || node.elseStatement || !this.#mentions(node.expression)) return fork
    const [write, ...more] = this.#writes.filter((one) => contains(node.thenStatement, one))
    if (!write || more.length > 0 || !addsOnlySlash(write)) return fork
    return { yes: fork.yes, no: fork.no.filter((one) => !fork.yes.includes(one)), isOpen: false }
  }

  /** A branch that nothing leads to is passed over, unless the use stands in it. */
  #branch(node: ts.Statement, entering: Outcome[], all: Outcome[]): Passage {
    if (entering.length > 0) return this.#statement(node, entering)
    return this.#holdsUse(node) ? this.#statement(node, all) : dead(all)
  }

  #switch(node: ts.SwitchStatement, before: Outcome[]): Passage {
    const head = this.#expression(node.expression, before)
    if (head.found) return head
    const exits = this.#enter(node)
    const passage = this.#clauses(node, head.state)
    this.#exits.pop()
    if (passage.found) return passage
    const ends = distinct([...exits.broken, ...(passage.isDead ? [] : passage.state)])
    return ends.length === 0 ? dead(head.state) : alive(ends)
  }

  #clauses(node: ts.SwitchStatement, state: Outcome[]): Passage {
    const verdicts = clauseVerdicts(this.#context, node, this.#env)
    let fallen: Outcome[] = []
    for (const [index, clause] of node.caseBlock.clauses.entries()) {
      const entering =
        verdicts[index] === false && !this.#holdsUse(clause)
          ? []
          : withGuards(state, clauseGuards(this.#context, node, clause, this.#env))
      const entry = distinct([...fallen, ...entering])
      if (entry.length === 0) continue
      const end = this.#statements(clause.statements, alive(entry))
      if (end.found) return end
      fallen = end.isDead ? [] : end.state
    }
    // Where no clause is taken for sure, control may pass all of them by.
    const passesBy = !verdicts.includes(true) && !node.caseBlock.clauses.some((clause) => ts.isDefaultClause(clause))
    const rest = [...fallen, ...(passesBy ? state : [])]
    return rest.length === 0 ? dead(state) : alive(rest)
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

  #loop(node: ts.IterationStatement, before: Outcome[]): Passage {
    const head = headOf(node)
    const first = head ? this.#expression(head, before) : alive(before)
    if (first.found) return first
    const { entering, leaving } = this.#rounds(node, first.state)
    if (!this.#holdsUse(node)) return leaving.length > 0 ? alive(leaving) : dead(first.state)
    const condition = conditionOf(node)
    if (condition && this.#holdsUse(condition)) return { state: entering, found: entering, isDead: false }
    this.#enter(node)
    const body = this.#statement(node.statement, entering.length > 0 ? entering : first.state)
    this.#exits.pop()
    return body.found ? body : alive(entering)
  }

  /** What a loop's body finds whenever it runs, and what stands behind the loop. */
  #rounds(node: ts.IterationStatement, before: Outcome[]): { entering: Outcome[]; leaving: Outcome[] } {
    const condition = conditionOf(node)
    const use = this.#use
    const entered: Outcome[] = []
    const left: Outcome[] = []
    let pending = before
    this.#use = null
    for (let round = 0; round < maxRounds && pending.length > 0; round++) {
      const isFirstOfDo = round === 0 && ts.isDoStatement(node)
      const fork: Fork =
        condition && !isFirstOfDo
          ? this.#fork(condition, pending)
          : { yes: pending, no: isFirstOfDo ? [] : pending, isOpen: !isFirstOfDo }
      left.push(...fork.no)
      entered.push(...fork.yes)
      if (fork.yes.length === 0) break
      const exits = this.#enter(node)
      const end = this.#statement(node.statement, fork.yes)
      this.#exits.pop()
      left.push(...exits.broken)
      pending = distinct([...exits.continued, ...(end.isDead ? [] : end.state)])
      // How often it runs only a run knows: once says as much as can be said.
      if (!fork.isOpen && round < maxRounds - 1) continue
      left.push(...pending)
      entered.push(...pending)
      break
    }
    this.#use = use
    return { entering: distinct(entered), leaving: distinct(left) }
  }

  #enter(node: ts.IterationStatement | ts.SwitchStatement): Exits {
    const label = ts.isLabeledStatement(node.parent) ? node.parent.label.text : undefined
    const exits: Exits = { isLoop: !ts.isSwitchStatement(node), label, broken: [], continued: [] }
    this.#exits.push(exits)
    return exits
  }

  #leave(node: ts.BreakOrContinueStatement, state: Outcome[]): void {
    const isBreak = ts.isBreakStatement(node)
    const target = this.#exits.findLast(({ label, isLoop }) =>
      node.label ? label === node.label.text : isLoop || isBreak,
    )
    target?.[isBreak ? 'broken' : 'continued'].push(...state)
  }
}

function changedOnly(found: Outcome[], before: Outcome[], guards: Guards): Outcome[] {
  return found === before ? found : withGuards(found, guards)
}

function through(state: Outcome[]): Passage {
  return state.length > 0 ? alive(state) : dead(state)
}

function alive(state: Outcome[]): Passage {
  return { state, found: null, isDead: false }
}

function dead(state: Outcome[]): Passage {
  return { state, found: null, isDead: true }
}

/** `url += '/'`, `url = '/' + url`, `url = `${url}/``. */
function addsOnlySlash(write: Write): boolean {
  if (!ts.isBinaryExpression(write)) return false
  const right = write.right.getText()
  const left = write.left.getText()
  const added = right.replaceAll(left, '').replace(/[\s'"`+${}()]/g, '')
  return added === '/' && (right.includes(left) || write.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
}
