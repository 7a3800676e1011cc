import { ts } from '../syntax/compiler.ts'
import { isFunctionNode, skipWrappers, type ClassNode, type FunctionNode } from '../syntax/source-index.ts'
import { argumentsOf } from './calls.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { callFunction } from './functions.ts'
import { namedParameterValue } from './parameters.ts'
import { valueOfType } from './types.ts'
import {
  distinct,
  frameOf,
  outcome,
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

/** `this`, as the class, object or component means it in which it stands. */
export function evaluateThis(context: Context, node: ts.Node, env: Env): Outcome[] {
  const owner = thisOwner(node)
  if (owner && ts.isClassLike(owner.holder)) {
    if (owner.isStatic) return [outcome({ kind: 'class', node: owner.holder, env })]
    const self = frameOf(env, owner.holder)?.self
    return [outcome(self ?? anyInstance(owner.holder, env))]
  }
  if (owner && ts.isObjectLiteralExpression(owner.holder)) {
    const self = owner.member && isFunctionNode(owner.member) ? frameOf(env, owner.member)?.self : null
    return [outcome(self ?? componentOf(context, owner.holder, env))]
  }
  return [outcome(unknown({ name: 'this' }))]
}

function anyInstance(node: ClassNode, env: Env): InstanceValue {
  return { kind: 'instance', class: { kind: 'class', node, env }, args: null, site: node, isThis: true }
}

interface ThisOwner {
  holder: ClassNode | ts.ObjectLiteralExpression
  member: ts.Node | null
  isStatic: boolean
}

/** What `this` refers to: arrow functions have none of their own. */
function thisOwner(node: ts.Node): ThisOwner | null {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isArrowFunction(at)) continue
    if (ts.isFunctionDeclaration(at)) return null
    if (ts.isFunctionExpression(at)) {
      const property = at.parent
      return ts.isPropertyAssignment(property) ? { holder: property.parent, member: at, isStatic: false } : null
    }
    if (ts.isClassElement(at) && ts.isClassLike(at.parent)) {
      return { holder: at.parent, member: at, isStatic: ts.isClassStaticBlockDeclaration(at) || isStatic(at) }
    }
    if ((ts.isMethodDeclaration(at) || ts.isAccessor(at)) && ts.isObjectLiteralExpression(at.parent))
      return { holder: at.parent, member: at, isStatic: false }
  }
  return null
}

/** Groups of options whose members `this` sees side by side in Vue components and Pinia or Vuex stores. */
const optionGroups = new Set(['methods', 'computed', 'actions', 'getters', 'props', 'watch', 'asyncData', 'inject'])
const stateFunctions = new Set(['data', 'state', 'setup'])

/** An object literal as its methods see it through `this`; of a component's `methods` the whole component. */
function componentOf(context: Context, literal: ts.ObjectLiteralExpression, env: Env): Value {
  const group = literal.parent
  const whole = ts.isPropertyAssignment(group) && optionGroups.has(keyText(group.name)) ? group.parent : literal
  const spreads: ts.ObjectLiteralExpression[] = []
  const state: Value[] = []
  for (const property of whole.properties) {
    if (ts.isPropertyAssignment(property) && optionGroups.has(keyText(property.name))) {
      if (ts.isObjectLiteralExpression(property.initializer)) spreads.push(property.initializer)
    } else if (property.name && stateFunctions.has(keyText(property.name))) {
      const returned = returnedObject(property)
      if (returned) state.push({ kind: 'object', sources: [{ literal: returned, env }], isState: true })
    }
  }
  // Options, mixins and stores are merged into something larger: what is not here may come from there.
  return {
    kind: 'object',
    sources: [
      ...injectedInto(context, whole),
      ...state.map((one) => ({ spread: [outcome(one)] })),
      ...spreads.map((one) => ({ literal: one, env })),
      { literal, env },
    ],
    isComponent: true,
  }
}

/** What `inject: ['reports']` or `inject: { reports: 'key' }` of a component brings in, as far as somebody provides it. */
function injectedInto(context: Context, options: ts.ObjectLiteralExpression): ObjectSource[] {
  const inject = options.properties.find((one) => one.name !== undefined && keyText(one.name) === 'inject')
  if (!inject || !ts.isPropertyAssignment(inject)) return []
  return injectedNames(inject.initializer).flatMap(([local, key]) => {
    const provided = context.injections.get(key)
    return provided ? [{ key: local, outcomes: evaluate(context, provided, null) }] : []
  })
}

function injectedNames(node: ts.Expression): [local: string, key: string][] {
  if (ts.isArrayLiteralExpression(node))
    return node.elements.flatMap((one) => (ts.isStringLiteralLike(one) ? [[one.text, one.text]] : []))
  if (!ts.isObjectLiteralExpression(node)) return []
  return node.properties.flatMap((property): [string, string][] => {
    if (!property.name) return []
    const local = keyText(property.name)
    const value = ts.isPropertyAssignment(property) ? property.initializer : null
    return [[local, value && ts.isStringLiteralLike(value) ? value.text : local]]
  })
}

function keyText(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''
}

function returnedObject(property: ts.ObjectLiteralElementLike): ts.ObjectLiteralExpression | null {
  const fn = ts.isPropertyAssignment(property) ? skipWrappers(property.initializer) : property
  const body = isFunctionNode(fn) ? fn.body : undefined
  if (!body) return null
  if (!ts.isBlock(body)) {
    const inner = skipWrappers(body)
    return ts.isObjectLiteralExpression(inner) ? inner : null
  }
  const last = body.statements.at(-1)
  const returned = last && ts.isReturnStatement(last) && last.expression ? skipWrappers(last.expression) : null
  return returned && ts.isObjectLiteralExpression(returned) ? returned : null
}

/** `super.name`: the base class's member with the `this` of the derived one. */
export function superMember(context: Context, node: ts.PropertyAccessExpression, env: Env): Outcome[] {
  const open = [outcome(unknown({ name: node.name.text }))]
  const owner = thisOwner(node)
  if (!owner || !ts.isClassLike(owner.holder)) return open
  const base = baseClass(context, { kind: 'class', node: owner.holder, env: null })
  const found = base && findMember(context, base, node.name.text, owner.isStatic)
  if (!found || !ts.isMethodDeclaration(found.element)) return open
  const self = frameOf(env, owner.holder)?.self ?? anyInstance(owner.holder, env)
  const frame: Env = { of: found.class.node, args: [], self, outer: found.class.env }
  return [outcome({ kind: 'function', node: found.element, env: frame, self })]
}

/** The class that another one extends; `null` where it extends none that the source shows. */
function baseClass(context: Context, value: ClassValue): ClassValue | null {
  const clause = value.node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  const [type] = clause?.types ?? []
  if (!type) return null
  const [base] = evaluate(context, type.expression, value.env)
  return base?.value.kind === 'class' ? base.value : null
}

/** A class and those that it extends, most derived first. */
export function classChain(context: Context, value: ClassValue): ClassValue[] {
  const chain: ClassValue[] = []
  for (let at: ClassValue | null = value; at && chain.length < 12; at = baseClass(context, at)) {
    if (chain.some(({ node }) => node === at?.node)) break
    chain.push(at)
  }
  return chain
}

/** Where a member of an instance is declared: a class element, a constructor's parameter, or `this.name = …` in it. */
interface MemberDeclaration {
  class: ClassValue
  element: ts.ClassElement | ts.ParameterDeclaration | ts.BinaryExpression
}

function findMember(context: Context, value: ClassValue, name: string, wantsStatic = false): MemberDeclaration | null {
  for (const one of classChain(context, value)) {
    const element = ownMember(one.node, name, wantsStatic)
    if (element) return { class: one, element }
  }
  return null
}

function ownMember(node: ClassNode, name: string, wantsStatic: boolean): MemberDeclaration['element'] | null {
  // What the constructor sets replaces what the field began with.
  const constructor = wantsStatic ? null : constructorOf(node)
  const assigned = constructor && assignedInConstructor(constructor, name)
  if (assigned) return assigned
  let declared: ts.ClassElement | null = null
  for (const element of node.members) {
    if (!element.name || memberName(element.name) !== name || isStatic(element) !== wantsStatic) continue
    // Overloads and abstract members have no body: the one with a body wins.
    if (ts.isPropertyDeclaration(element) ? element.initializer : isFunctionNode(element) && element.body)
      return element
    declared ??= element
  }
  if (constructor) {
    const parameter = constructor.parameters.find(
      (one) =>
        ts.isParameterPropertyDeclaration(one, constructor) && ts.isIdentifier(one.name) && one.name.text === name,
    )
    if (parameter) return parameter
  }
  // A declared type alone can say what it is: `http: HttpClient`.
  return declared && ts.isPropertyDeclaration(declared) && declared.type && !isAbstract(declared) ? declared : null
}

function memberName(name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) ? name.text : null
}

function modifierKinds(node: ts.Node): ts.SyntaxKind[] {
  return ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []).map(({ kind }) => kind) : []
}

function isStatic(element: ts.ClassElement): boolean {
  return modifierKinds(element).includes(ts.SyntaxKind.StaticKeyword)
}

function isAbstract(element: ts.ClassElement): boolean {
  return modifierKinds(element).includes(ts.SyntaxKind.AbstractKeyword)
}

function constructorOf(node: ClassNode): ts.ConstructorDeclaration | null {
  return (
    node.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
    ) ?? null
  )
}

function assignedInConstructor(constructor: ts.ConstructorDeclaration, name: string): ts.BinaryExpression | null {
  const writes = constructorWrites(constructor).filter(({ left }) => isOwnMember(left, name))
  return writes.at(-1) ?? null
}

/** Assignments among a constructor's own statements, those in branches left out. */
function constructorWrites({ body }: ts.ConstructorDeclaration): ts.BinaryExpression[] {
  return (body?.statements ?? []).flatMap((statement) => {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : null
    const isWrite =
      expression && ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
    return isWrite ? [expression] : []
  })
}

/** `this.name`. */
function isOwnMember(node: ts.Expression, name: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword && node.name.text === name
  )
}

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

function isMethod(element: MemberDeclaration['element']): boolean {
  return ts.isMethodDeclaration(element)
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
      return withAdditions(
        context,
        instance,
        memberName(element.name) ?? '',
        evaluate(context, element.initializer, env),
      )
    const typed = element.type ? valueOfType(context, element.type) : null
    return [outcome(typed ?? selfHole(instance, memberName(element.name) ?? 'value'))]
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

function findSuperCall(constructor: FunctionNode): ts.CallExpression | null {
  let found: ts.CallExpression | null = null
  const visit = (node: ts.Node): void => {
    if (found) return
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) found = node
    else ts.forEachChild(node, visit)
  }
  if (constructor.body) visit(constructor.body)
  return found
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

/**
 * Where the URL of a call in a method is decided for one instance: a method of the subclass that the call goes through,
 * the subclass's own declaration of the member, its `super(…)`, or the `new` expression. A member that says nothing
 * (`baseUrl = ''`) decides nothing: the call itself stands for it.
 */
export function decidingSite(context: Context, instance: InstanceValue, name: string, call: ts.Node): ts.Node {
  const overriding = overridingMethod(context, instance, call)
  const found = findMember(context, instance.class, name)
  if (overriding && !isMoreDerived(context, instance, found, overriding)) return overriding.element
  if (!found) return instance.site
  const { element } = found
  if (ts.isPropertyDeclaration(element) && element.initializer && isEmptyText(element.initializer)) return call
  const fromConstructor = ts.isParameter(element) || ts.isBinaryExpression(element)
  if (!fromConstructor) return element
  for (const one of classChain(context, instance.class)) {
    if (one.node === found.class.node) break
    const constructor = constructorOf(one.node)
    const superCall = constructor && findSuperCall(constructor)
    if (superCall) return superCall
  }
  return instance.site
}

/** Whether a member is declared nearer to the instance's own class than another one. */
function isMoreDerived(
  context: Context,
  instance: InstanceValue,
  member: MemberDeclaration | null,
  than: MemberDeclaration,
): boolean {
  const nodes = classChain(context, instance.class).map(({ node }) => node)
  return member !== null && nodes.indexOf(member.class.node) < nodes.indexOf(than.class.node)
}

function isEmptyText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) && node.text === ''
}

/** `this.itemRoute(id)` among a call's arguments, where a subclass has a method of its own for it. */
function overridingMethod(context: Context, instance: InstanceValue, call: ts.Node): MemberDeclaration | null {
  let owner: ts.Node = call
  while (owner.parent && !ts.isClassLike(owner)) owner = owner.parent
  let found: MemberDeclaration | null = null
  const visit = (node: ts.Node): void => {
    if (found) return
    const callee = ts.isCallExpression(node) ? node.expression : null
    if (callee && ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const member = findMember(context, instance.class, callee.name.text)
      if (member && member.class.node !== owner && isMethod(member.element)) found = member
    }
    ts.forEachChild(node, visit)
  }
  if (ts.isCallExpression(call)) for (const argument of call.arguments) visit(argument)
  return found
}
