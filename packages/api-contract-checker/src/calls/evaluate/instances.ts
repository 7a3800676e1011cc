import { ts } from '../syntax/compiler.ts'
import { nameText } from '../syntax/property-names.ts'
import type { ClassNode } from '../syntax/source-index.ts'
import { argumentsOf } from './calls.ts'
import {
  classChain,
  constructorOf,
  constructorWrites,
  findMember,
  findSuperCall,
  isMethod,
  isOwnMember,
  ownMember,
  type MemberDeclaration,
} from './class-members.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { callFunction } from './functions.ts'
import { namedParameterValue } from './parameters.ts'
import { valueOfType } from './types.ts'
import { distinct, outcome } from './outcomes.ts'
import {
  text,
  undefinedValue,
  unknown,
  type Argument,
  type ClassValue,
  type Env,
  type InstanceValue,
  type ObjectSource,
  type Outcome,
  type Part,
  type Value,
} from './value.ts'

/** `instance.name`. What the class leaves to its subclasses or to its constructor's caller is a hole of kind `self`. */
export function instanceMember(context: Context, instance: InstanceValue, name: string): Outcome[] {
  const found = findMember(context, instance.class, name)
  const open = (): Outcome[] => [outcome(selfHole(instance, name))]
  if (!found) return isClosed(context, instance) ? [outcome(unknown({ name }))] : open()
  if (instance.args === null && isOverridden(context, instance.class, name) && !isMethod(found.element)) return open()
  const env: Env = { of: found.class.node, args: [], self: instance, outer: frameFor(instance, found.class) }
  const outcomes = memberValue(context, instance, found, env)
  return outcomes.flatMap((one) => {
    if (needsInstance(one, found.class.node)) return typedOr(context, found, open())
    const asked = askedOfInstance(one, found.class.node, open())
    if (asked) return asked
    // `id = null` of a record says what it is before it is filled, not what it is when it is used.
    return instance.args === null && isBlank(one.value, name) ? open() : [one]
  })
}

/** Frames of classes around keep their own `this`. */
function frameFor(instance: InstanceValue, declaring: ClassValue): Env {
  return declaring.node === instance.class.node ? instance.class.env : declaring.env
}

function isBlank(value: Value, name: string): boolean {
  // `baseUrl = ''` is an address: that of the page.
  if (value.kind === 'text') return value.parts.length === 0 && !/url|base|prefix|path|root|host/i.test(name)
  return value.kind === 'literal' && (value.value === null || value.value === undefined || value.value === false)
}

function selfHole(instance: InstanceValue, name: string): Value {
  return instance.isThis ? unknown({ kind: 'self', name, owner: instance.class.node }) : unknown({ name })
}

/** A class that nobody extends and whose instance is fully known leaves nothing to anyone. */
function isClosed(context: Context, instance: InstanceValue): boolean {
  return instance.args !== null || (context.subclasses.get(instance.class.node) ?? []).length === 0
}

function isOverridden(context: Context, value: ClassValue, name: string): boolean {
  return (context.subclasses.get(value.node) ?? []).some(
    (subclass) => ownMember(subclass.node, name, false) !== null || isOverridden(context, subclass, name),
  )
}

function needsInstance({ value }: Outcome, node: ClassNode): boolean {
  const constructor = constructorOf(node)
  return (
    value.kind === 'unknown' &&
    value.hole.kind === 'parameter' &&
    constructor !== null &&
    value.hole.owner === constructor
  )
}

/** `this.value = `${value}/`` of a constructor's parameter: the instance decides that piece. */
function askedOfInstance({ value, guards }: Outcome, node: ClassNode, [open]: Outcome[]): Outcome[] | null {
  if (value.kind !== 'text' || open?.value.kind !== 'unknown') return null
  const { hole } = open.value
  const constructor = constructorOf(node)
  const isAsked = (part: Part): boolean =>
    typeof part !== 'string' && part.kind === 'parameter' && constructor !== null && part.owner === constructor
  if (!value.parts.some(isAsked)) return null
  return [outcome(text(...value.parts.map((part) => (isAsked(part) ? hole : part))), guards)]
}

function typedOr(context: Context, found: MemberDeclaration, open: Outcome[]): Outcome[] {
  const { element } = found
  const type = ts.isBinaryExpression(element) ? null : (element as { type?: ts.TypeNode }).type
  const typed = type ? valueOfType(context, type) : null
  return typed ? [outcome(typed)] : open
}

function memberValue(context: Context, instance: InstanceValue, found: MemberDeclaration, env: Env): Outcome[] {
  const { element } = found
  if (ts.isMethodDeclaration(element)) return [outcome({ kind: 'function', node: element, env, self: instance })]
  if (ts.isGetAccessorDeclaration(element))
    return callFunction(context, { kind: 'function', node: element, env, self: instance }, [])
  if (ts.isPropertyDeclaration(element)) {
    if (element.initializer)
      return withAdditions(context, instance, nameText(element.name) ?? '', evaluate(context, element.initializer, env))
    const typed = element.type ? valueOfType(context, element.type) : null
    return [outcome(typed ?? selfHole(instance, nameText(element.name) ?? 'value'))]
  }
  const constructor = constructorOf(found.class.node)
  if (!constructor) return [outcome(undefinedValue)]
  const withArguments = constructorFrame(context, instance, found.class, constructor, env)
  if (ts.isParameter(element)) return namedParameterValue(context, constructor, element, withArguments)
  if (ts.isBinaryExpression(element)) return evaluate(context, element.right, withArguments)
  return [outcome(undefinedValue)]
}

/**
 * What constructors put into an object that the class begins with: `Object.assign(this.paths, paths)`,
 * `this.paths.list = '/lessons/'`.
 */
function withAdditions(context: Context, instance: InstanceValue, name: string, initial: Outcome[]): Outcome[] {
  if (!initial.every(({ value }) => value.kind === 'object')) return initial
  const added = classChain(context, instance.class)
    .toReversed()
    .flatMap((one) => additionsOf(context, instance, one, name))
  return added.length === 0 ? initial : [outcome({ kind: 'object', sources: [{ spread: initial }, ...added] })]
}

function additionsOf(context: Context, instance: InstanceValue, one: ClassValue, name: string): ObjectSource[] {
  const constructor = constructorOf(one.node)
  if (!constructor) return []
  const frame: Env = { of: one.node, args: [], self: instance, outer: frameFor(instance, one) }
  const env = constructorFrame(context, instance, one, constructor, frame)
  const assigned = (constructor.body?.statements ?? []).flatMap((statement): ObjectSource[] => {
    const call = ts.isExpressionStatement(statement) ? statement.expression : null
    if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'Object.assign') return []
    const [target, ...sources] = call.arguments
    if (!target || !isOwnMember(target, name)) return []
    return sources.map((source) => ({ spread: evaluate(context, source, env) }))
  })
  const written = constructorWrites(constructor).flatMap(({ left, right }): ObjectSource[] =>
    ts.isPropertyAccessExpression(left) && isOwnMember(left.expression, name)
      ? [{ key: left.name.text, outcomes: evaluate(context, right, env) }]
      : [],
  )
  return [...assigned, ...written]
}

/** The constructor's parameters bound to what the `new` expression, or the `super(…)` call of a subclass, gives. */
function constructorFrame(
  context: Context,
  instance: InstanceValue,
  declaring: ClassValue,
  constructor: ts.ConstructorDeclaration,
  env: Env,
): Env {
  const args = constructorArguments(context, instance, declaring)
  return args === null ? env : { of: constructor, args, self: instance, outer: env }
}

function constructorArguments(
  context: Context,
  instance: InstanceValue,
  declaring: ClassValue,
): readonly Argument[] | null {
  const chain = classChain(context, instance.class)
  let args = instance.args
  for (const one of chain) {
    if (one.node === declaring.node) return args
    const constructor = constructorOf(one.node)
    if (!constructor) continue
    const superCall = findSuperCall(constructor)
    if (!superCall) return null
    const outer: Env = { of: one.node, args: [], self: instance, outer: one.env }
    const env: Env = args === null ? outer : { of: constructor, args, self: instance, outer }
    args = argumentsOf(context, superCall.arguments, env)
  }
  return null
}

/** `Class.name`. */
export function staticMember(context: Context, value: ClassValue, name: string): Outcome[] {
  const found = findMember(context, value, name, true)
  if (!found) return [outcome(unknown({ name }))]
  const { element } = found
  const env = found.class.env
  if (ts.isMethodDeclaration(element)) return [outcome({ kind: 'function', node: element, env, self: value })]
  if (ts.isGetAccessorDeclaration(element))
    return callFunction(context, { kind: 'function', node: element, env, self: value }, [])
  if (ts.isPropertyDeclaration(element) && element.initializer)
    return distinct(evaluate(context, element.initializer, env))
  return [outcome(unknown({ name }))]
}
