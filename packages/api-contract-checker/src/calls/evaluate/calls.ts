import { ts } from '../syntax/compiler.ts'
import { injectionKey } from '../modules/injections.ts'
import { callBuiltin } from './builtins.ts'
import { constructBuiltin } from './constructors.ts'
import { calleeName } from '../syntax/source-index.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { callFunction } from './functions.ts'
import { holeName } from './hole-names.ts'
import { typeGuard } from './type-guards.ts'
import { outcome } from './outcomes.ts'
import { plainText, unknown, type Argument, type Env, type Outcome, type Value } from './value.ts'

/** Arguments of a call or elements of an array, each evaluated when it is asked for; known `...lists` are spread out. */
export function argumentsOf(context: Context, nodes: readonly ts.Expression[], env: Env): Argument[] {
  return nodes.flatMap((node): Argument[] => {
    if (!ts.isSpreadElement(node)) return [{ node, env, evaluate: () => evaluate(context, node, env) }]
    const [only, ...more] = evaluate(context, node.expression, env)
    if (only?.value.kind === 'array' && more.length === 0) return [...only.value.elements]
    return [{ node: node.expression, spread: true, evaluate: () => [only ?? outcome(unknown({ name: 'rest' }))] }]
  })
}

/** What calling a value gives back. */
export function callValue(
  context: Context,
  value: Value,
  args: readonly Argument[],
  node: ts.CallExpression,
): Outcome[] {
  if (value.kind === 'function') return callFunction(context, value, args, node)
  const verdict = typeGuard(calleeName(node.expression), args[0]?.evaluate() ?? [])
  if (verdict !== null) return [outcome({ kind: 'literal', value: verdict })]
  switch (value.kind) {
    case 'builtin':
      return callBuiltin(context, value, args, node)
    case 'client':
    case 'sender':
      return [outcome(unknown({ name: 'response' }))]
    case 'unknown':
      if (value.hole.kind !== 'value') return [outcome({ kind: 'unknown', hole: value.hole })]
      return [outcome(unknown({ name: holeName(node) }))]
    case 'package':
      return callPackage(context, value, args, node)
    default:
      return [outcome(unknown({ name: holeName(node) }))]
  }
}

/** Functions of libraries that give back what they are given, or a copy of it. */
const copying = new Set(['cloneDeep', 'clone', 'klona', 'merge', 'defaults', 'defu', 'markRaw', 'storeToRefs'])

/** `inject(LessonService)` of Angular, `inject('api')` of Vue: the injected value where the source shows it. */
function callPackage(
  context: Context,
  value: Value & { kind: 'package' },
  args: readonly Argument[],
  node: ts.CallExpression,
): Outcome[] {
  const open = [outcome(unknown({ name: holeName(node) }))]
  if (copying.has(value.imported)) return args[0]?.evaluate() ?? open
  if (value.imported !== 'inject') return open
  return (args[0]?.evaluate() ?? []).flatMap((token): Outcome[] => {
    if (token.value.kind === 'class')
      return [outcome({ kind: 'instance', class: token.value, args: null, site: token.value.node })]
    if (token.value.kind === 'client') return [token]
    const key = args[0]?.node
    const name = plainText(token.value) ?? (key && ts.isIdentifier(key) ? injectionKey(key) : null)
    const provided = name === null ? undefined : context.injections.get(name)
    return provided ? evaluate(context, provided, null) : open
  })
}

/** `new X(…)`. */
export function construct(context: Context, node: ts.NewExpression, env: Env): Outcome[] {
  const args = argumentsOf(context, node.arguments ?? [], env)
  return evaluate(context, node.expression, env).flatMap(({ value, guards }): Outcome[] => {
    if (value.kind === 'class') return [outcome({ kind: 'instance', class: value, args, site: node }, guards)]
    if (value.kind === 'builtin') return constructBuiltin(context, value, args, node)
    // `new HttpClient(backend)`
    if (value.kind === 'client' && !value.client.kind.newSends) return [outcome(value, guards)]
    return [outcome(unknown({ name: holeName(node.expression) }), guards)]
  })
}
