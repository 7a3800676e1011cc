import { ts } from '../syntax/compiler.ts'
import { nameText } from '../syntax/property-names.ts'
import { isFunctionNode, skipWrappers, type ClassNode } from '../syntax/source-index.ts'
import { baseClass, findMember, isStatic } from './class-members.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { outcome } from './outcomes.ts'
import { frameOf, unknown, type Env, type InstanceValue, type ObjectSource, type Outcome, type Value } from './value.ts'

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
  const whole = ts.isPropertyAssignment(group) && optionGroups.has(nameText(group.name) ?? '') ? group.parent : literal
  const spreads: ts.ObjectLiteralExpression[] = []
  const state: Value[] = []
  for (const property of whole.properties) {
    if (ts.isPropertyAssignment(property) && optionGroups.has(nameText(property.name) ?? '')) {
      if (ts.isObjectLiteralExpression(property.initializer)) spreads.push(property.initializer)
    } else if (property.name && stateFunctions.has(nameText(property.name) ?? '')) {
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
  const inject = options.properties.find((one) => one.name !== undefined && nameText(one.name) === 'inject')
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
    const local = nameText(property.name) ?? ''
    const value = ts.isPropertyAssignment(property) ? property.initializer : null
    return [[local, value && ts.isStringLiteralLike(value) ? value.text : local]]
  })
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
