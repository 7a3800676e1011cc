import { injectionKey } from '../modules/injections.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, type FunctionNode } from '../syntax/source-index.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { elementsOf } from './bindings.ts'
import { literalsOfType, valueOfType } from './types.ts'
import { distinct, outcome } from './outcomes.ts'
import {
  frameOf,
  undefinedValue,
  unknown,
  type Argument,
  type Env,
  type Hole,
  type Outcome,
  type Value,
} from './value.ts'

/** What a parameter holds: the argument where the call is known, else what its place and its type tell. */
export function parameterValue(context: Context, fn: FunctionNode, index: number, env: Env): Outcome[] {
  const parameter = fn.parameters[index]
  if (!parameter) return [outcome(undefinedValue)]
  const frame = frameOf(env, fn)
  if (frame) return argumentValue(context, parameter, index, frame.args, env)
  return openParameter(context, fn, parameter, index, env)
}

/** The same for a parameter known by its node. */
export function namedParameterValue(
  context: Context,
  fn: FunctionNode,
  parameter: ts.ParameterDeclaration,
  env: Env,
): Outcome[] {
  return parameterValue(context, fn, fn.parameters.indexOf(parameter), env)
}

function argumentValue(
  context: Context,
  parameter: ts.ParameterDeclaration,
  index: number,
  args: readonly Argument[],
  env: Env,
): Outcome[] {
  if (parameter.dotDotDotToken) return [outcome({ kind: 'array', elements: args.slice(index) })]
  const spreadBefore = args.slice(0, index + 1).some(({ spread }) => spread)
  if (spreadBefore) return [outcome(unknown({ name: parameterName(parameter) }))]
  const given = args[index]?.evaluate() ?? [outcome(undefinedValue)]
  const { initializer } = parameter
  if (!initializer) return typedUnlessKnown(context, parameter, given)
  return distinct(
    given.flatMap((one) =>
      one.value.kind === 'literal' && one.value.value === undefined ? evaluate(context, initializer, env) : [one],
    ),
  )
}

/** An argument that is not known can still have a telling type at the parameter. */
function typedUnlessKnown(context: Context, parameter: ts.ParameterDeclaration, given: Outcome[]): Outcome[] {
  if (!parameter.type || !given.every(({ value }) => value.kind === 'unknown')) return given
  const typed = valueOfType(context, parameter.type)
  return typed ? [outcome(typed)] : given
}

function parameterName(parameter: ts.ParameterDeclaration): string {
  return ts.isIdentifier(parameter.name) ? parameter.name.text : 'options'
}

function openParameter(
  context: Context,
  fn: FunctionNode,
  parameter: ts.ParameterDeclaration,
  index: number,
  env: Env,
): Outcome[] {
  const name = parameterName(parameter)
  const injected = injectedBy(context, parameter)
  if (injected) return injected
  const placed = calledInPlace(context, fn, index, env, name)
  if (placed) return placed
  if (parameter.type) {
    const typed = valueOfType(context, parameter.type)
    if (typed) return [outcome(typed)]
    const literals = literalsOfType(parameter.type)
    if (literals.length > 0 && literals.length <= 12)
      return literals.map(({ value, guards }, at) =>
        outcome(value, new Map([...guards, [`${fn.pos}:${name}`, String(at)]])),
      )
  }
  // A default that is no text (a client, a service) is what every ordinary call uses.
  const usual = parameter.initializer ? evaluate(context, parameter.initializer, env) : []
  if (usual.some(({ value }) => usualKinds.has(value.kind))) return usual
  return [outcome({ kind: 'unknown', hole: parameterHole(fn, parameter, name) })]
}

/** `@Inject(API_BASE) base: string`. */
function injectedBy(context: Context, parameter: ts.ParameterDeclaration): Outcome[] | null {
  for (const decorator of ts.getDecorators(parameter) ?? []) {
    const call = decorator.expression
    const token = ts.isCallExpression(call) ? call.arguments[0] : undefined
    const provided = token && ts.isIdentifier(token) ? context.injections.get(injectionKey(token)) : undefined
    if (provided) return evaluate(context, provided, null)
  }
  return null
}

function parameterHole(fn: FunctionNode, parameter: ts.ParameterDeclaration, name: string): Hole {
  return { kind: isCallback(fn) ? 'value' : 'parameter', name, type: typeName(parameter.type), owner: fn }
}

function typeName(type: ts.TypeNode | undefined): Hole['type'] {
  switch (type?.kind) {
    case ts.SyntaxKind.StringKeyword:
      return 'string'
    case ts.SyntaxKind.NumberKeyword:
      return 'number'
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean'
    default:
      return null
  }
}

const usualKinds: ReadonlySet<Value['kind']> = new Set(['client', 'instance', 'function', 'sender', 'namespace'])

const iterations = new Set(['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find'])

/** Functions that hand back the function they are given: whoever calls the result decides its parameters. */
const passedThrough = new Set([
  'useCallback',
  'useMemoizedFn',
  'useEvent',
  'debounce',
  'throttle',
  'memoize',
  'memo',
  'once',
  'cache',
  'markRaw',
  'defineCachedFunction',
  'createAsyncThunk',
  'action',
  'flow',
  'bind',
  'useThrottleFn',
  'useDebounceFn',
  'withRetry',
  'cached',
  'defineEventHandler',
])

/** `list.map((item) => …)` and `((x) => …)(value)` say themselves what their parameter is. */
function calledInPlace(context: Context, fn: FunctionNode, index: number, env: Env, name: string): Outcome[] | null {
  const call = callAround(fn)
  if (!call) return null
  if (call.isCallee) {
    const given = call.node.arguments?.[index]
    return given ? evaluate(context, given, env) : null
  }
  const callee = call.node.expression
  // useSWR(key, (url) => …)
  const key = call.node.arguments?.[0]
  if (index === 0 && key && key !== fn && calleeName(callee)?.startsWith('useSWR') === true)
    return evaluate(context, key, env)
  if (index === 0 && ts.isPropertyAccessExpression(callee) && iterations.has(callee.name.text)) {
    const lists = evaluate(context, callee.expression, env)
    if (lists.every(({ value }) => value.kind === 'array'))
      return distinct(lists.flatMap((list) => elementsOf(list, name, fn)))
  }
  return null
}

interface CallAround {
  node: ts.CallExpression | ts.NewExpression
  isCallee: boolean
}

function callAround(fn: FunctionNode): CallAround | null {
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return null
  let inner: ts.Node = fn
  while (ts.isParenthesizedExpression(inner.parent) || ts.isAsExpression(inner.parent)) inner = inner.parent
  const { parent } = inner
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return null
  return { node: parent, isCallee: parent.expression === inner }
}

/** A function handed to another one as a callback: nobody in the source calls it by name. */
function isCallback(fn: FunctionNode): boolean {
  const call = callAround(fn)
  if (!call || call.isCallee) return false
  const name = calleeName(call.node.expression)
  return name === null || !passedThrough.has(name)
}
