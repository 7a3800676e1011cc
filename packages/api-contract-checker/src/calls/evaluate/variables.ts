import { ts } from '../syntax/compiler.ts'
import { resolveName, type Declaration } from '../syntax/scope.ts'
import { enclosingFunction, isWithin, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'
import { dependOn, sourceOf, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { Flow, type Followed } from './flow.ts'
import { valueOfType } from './types.ts'
import { distinct, outcome } from './outcomes.ts'
import { frameOf, undefinedValue, unknown, type Env, type Outcome } from './value.ts'
import { isAddition, isReplacement, nameNode, writesTo, written, type Writable } from './writes.ts'

/** What a variable can hold where it is used: reassignments on the way count, those behind it do not. */
export function variableAt(
  context: Context,
  declaration: Declaration & { kind: 'variable' },
  use: ts.Node,
  env: Env,
): Outcome[] {
  const { node } = declaration
  if (isCounter(context, node)) return [outcome(unknown({ name: nameOf(node), type: 'number' }))]
  return valueAt(context, declaration, use, env, initialValue(context, node, env))
}

/** The same for whatever is `initial` before anything is written to it. */
export function valueAt(
  context: Context,
  declaration: Writable,
  use: ts.Node,
  env: Env,
  initial: () => Outcome[],
): Outcome[] {
  const writes = writesTo(context, declaration)
  if (writes.length === 0) return initial()
  const of = nameNode(declaration)
  const fn = declaration.kind === 'parameter' ? declaration.function : enclosingFunction(of)
  const frame = fn && frameOf(env, fn)
  // A use inside of a write or a condition (`url = url + x`) sees what stood before it. Following the variable anew for
  // each of them would double the work with every one.
  const followed = context.flowing.find(
    (one) => one.of === of && one.frame === frame && (one.within === null || isWithin(use, one.within)),
  )
  if (followed) {
    dependOn(context, followed.level)
    return followed.state
  }
  if (enclosingFunction(use) !== fn || sourceOf(use) !== sourceOf(of))
    return anyTime(context, { of, writes, use, frame, env }, initial)
  const statements = declaration.kind === 'parameter' ? bodyOf(declaration.function) : blockOf(of)
  return new Flow(context, { of, writes, use, frame, env }).run(statements, initial)
}

/** Used from another function: any of the writes may have come before. */
function anyTime(context: Context, { of, writes, frame, env }: Followed, initial: () => Outcome[]): Outcome[] {
  const first = initial()
  // What is written may be made of the variable itself, by way of other functions: there it is what it began with, or a
  // store that thirty functions write to would be looked at by each of them from within each other.
  context.flowing.unshift({ of, frame, within: null, state: first, level: context.depth + 0.5 })
  try {
    const replaced = writes.flatMap((write) => (isReplacement(write) ? evaluate(context, write.right, env) : []))
    const known = distinct([...first.filter(({ value }) => !isNothing(value)), ...replaced])
    const held = known.length > 0 ? known : first
    return writes.reduce((sofar, write) => (isAddition(write) ? written(context, write, sofar, env) : sofar), held)
  } finally {
    context.flowing.shift()
  }
}

/** `request.get = (url) => …` of a function: whoever uses it finds the member there. */
export function withMembersOf(context: Context, declaration: Writable, initial: Outcome[]): Outcome[] {
  return writesTo(context, declaration).reduce(
    (sofar, write) => (isAddition(write) ? written(context, write, sofar, null) : sofar),
    initial,
  )
}

function isNothing(value: Outcome['value']): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null)
}

function bodyOf({ body }: FunctionNode): readonly ts.Statement[] {
  return body && ts.isBlock(body) ? body.statements : []
}

function blockOf(node: ts.Node): readonly ts.Statement[] {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isBlock(at) || ts.isSourceFile(at) || ts.isModuleBlock(at) || ts.isCaseOrDefaultClause(at))
      return at.statements
  return []
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
