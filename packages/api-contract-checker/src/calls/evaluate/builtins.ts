import type { ts } from '../syntax/compiler.ts'
import { callArray } from './array-methods.ts'
import { sourceOf, type Context } from './context.ts'
import { callFunction } from './functions.ts'
import { holeName } from './hole-names.ts'
import { makeClient } from './make-client.ts'
import { elementOf, entriesOf } from './entries.ts'
import { exportOutcomes } from './module-values.ts'
import { callText, matches } from './text-methods.ts'
import { listOf, outcome, stateOutcome } from './outcomes.ts'
import {
  plainText,
  text,
  undefinedValue,
  unknown,
  type Argument,
  type BuiltinValue,
  type Outcome,
  type Value,
} from './value.ts'

/** Functions that give back what they are given. */
const transparent = new Set([
  'Object.freeze',
  'Object.seal',
  'JSON.stringify',
  'String',
  'Number',
  'encodeURI',
  'decodeURIComponent',
  'structuredClone',
  'shallowReadonly',
  'toRef',
  'client.own',
  'readonly',
  'unref',
  'toValue',
  'toRaw',
  'markRaw',
  'useCallback',
  'Promise.resolve',
  'text.toString',
  'text.trim',
  'text.valueOf',
  'text.normalize',
  'query.toString',
  'Boolean',
  'literal.toString',
])

/** Functions that make state out of its first value. */
const stateMakers = new Set(['ref', 'shallowRef', 'customRef', 'reactive', 'shallowReactive', 'useRef'])

/** Calls of what the language, the browser or Vue bring along. */
export function callBuiltin(
  context: Context,
  builtin: BuiltinValue,
  args: readonly Argument[],
  node: ts.CallExpression,
): Outcome[] {
  const { name, receiver } = builtin
  const first = (): Outcome[] => args[0]?.evaluate() ?? [outcome(undefinedValue)]
  if (transparent.has(name)) return receiver ? [outcome(receiver)] : first().map((one) => refinedName(one, node))
  if (stateMakers.has(name)) return first().map((one) => heldState(one, node))
  if (name === 'encodeURIComponent') return first().map((one) => encoded(one, node))
  if (name.startsWith('make:'))
    return [outcome({ kind: 'client', client: makeClient(context, name, receiver, args, node) })]
  if (name === 'url.toString' && receiver?.kind === 'url') return [outcome({ kind: 'text', parts: receiver.text })]
  if (name.startsWith('text.')) return callText(name.slice(5), receiver, args, node)
  if (name.startsWith('array.')) return callArray(context, name.slice(6), receiver, args)
  if (name === 'literal.test') return testOf(receiver, first())
  if (name === 'map.get' && receiver) return elementOf(context, [outcome(receiver)], first(), null)
  if (name.startsWith('function.')) return callFunctionMethod(context, name.slice(9), receiver, args)
  switch (name) {
    case 'computed':
    case 'useMemo':
      return first().flatMap(({ value }) =>
        value.kind === 'function' ? callFunction(context, value, []) : [outcome(value)],
      )
    case 'useState':
      return stateOf(context, args)
    case 'Object.assign':
      return [outcome({ kind: 'object', sources: args.map((arg) => ({ spread: arg.evaluate() })) })]
    case 'Object.values':
      return first().map(({ value }) => listOf(entriesOf(context, value).map(([, outcomes]) => outcomes)))
    case 'Object.keys':
      return first().map(({ value }) => listOf(entriesOf(context, value).map(([key]) => [outcome(text(key))])))
    case 'Object.entries':
      return first().map(({ value }) =>
        listOf(entriesOf(context, value).map(([key, outcomes]) => [listOf([[outcome(text(key))], outcomes])])),
      )
    case 'JSON.parse':
      return first().map((one) => (one.value.kind === 'object' ? one : outcome(unknown({ name: holeName(node) }))))
    case 'Array.from':
      return first()
    case 'require':
      return requireModule(context, first(), node)
    case 'useRuntimeConfig':
      return [outcome(unknown({ kind: 'environment', name: 'config' }))]
    default:
      return [outcome(unknown({ name: holeName(node) }))]
  }
}

/** `/^https?:/.test(url)`. */
function testOf(receiver: Value | null, texts: readonly Outcome[]): Outcome[] {
  const pattern = receiver?.kind === 'literal' && receiver.value instanceof RegExp ? receiver.value : null
  return texts.map(({ value, guards }) => {
    const found = pattern && value.kind === 'text' ? matches(pattern, value.parts) : null
    return outcome(found === null ? unknown({ name: 'condition' }) : { kind: 'literal', value: found }, guards)
  })
}

function heldState(one: Outcome, node: ts.CallExpression): Outcome {
  if (one.value.kind === 'object') return outcome({ ...one.value, isState: true }, one.guards)
  return stateOutcome(refinedName(one, node), 'value')
}

/** `encodeURIComponent(first + ' ' + last)` is one piece of a path. */
function encoded(one: Outcome, node: ts.CallExpression): Outcome {
  const isPieced = one.value.kind === 'text' && one.value.parts.length > 1
  return isPieced ? outcome(unknown({ name: holeName(node) }), one.guards) : refinedName(one, node)
}

/** React's `[state, setState]`, or the one value of Nuxt's: texts and lists change, what sends requests stays. */
function stateOf(context: Context, args: readonly Argument[]): Outcome[] {
  const isKeyed = args.length > 1
  const initial = (args[isKeyed ? 1 : 0]?.evaluate() ?? []).flatMap((one) =>
    one.value.kind === 'function' ? callFunction(context, one.value, []) : [one],
  )
  const state = initial.map((one) => (isChangeable(one.value) ? outcome(unknown({ name: 'value' }), one.guards) : one))
  return isKeyed ? state : [listOf([state, [outcome(unknown({ name: 'setState' }))]])]
}

function isChangeable({ kind }: Value): boolean {
  return kind === 'text' || kind === 'literal' || kind === 'array'
}

function refinedName(one: Outcome, node: ts.CallExpression): Outcome {
  return one.value.kind === 'unknown' && one.value.hole.name === 'value'
    ? outcome({ kind: 'unknown', hole: { ...one.value.hole, name: holeName(node) } }, one.guards)
    : one
}

function requireModule(context: Context, specifiers: Outcome[], node: ts.CallExpression): Outcome[] {
  const specifier = specifiers[0] ? plainText(specifiers[0].value) : null
  if (specifier === null) return [outcome(unknown({ name: 'module' }))]
  const [path] = context.project.resolveImport(context.project.pathOf(sourceOf(node)), specifier)
  if (path === undefined) return [outcome({ kind: 'package', specifier, imported: '*' })]
  // `module.exports = …` is the module itself.
  return exportOutcomes(context, path, 'default') ?? [outcome({ kind: 'namespace', path })]
}

/** `fn.bind(this, a)`, `fn.call(this, a)`, `fn.apply(this, list)`. */
function callFunctionMethod(
  context: Context,
  method: string,
  receiver: Value | null,
  args: readonly Argument[],
): Outcome[] {
  if (!receiver) return [outcome(unknown({ name: 'result' }))]
  if (method === 'bind') return [outcome(receiver)]
  if (receiver.kind === 'function' && method === 'call') return callFunction(context, receiver, args.slice(1))
  return [outcome(unknown({ name: 'result' }))]
}
