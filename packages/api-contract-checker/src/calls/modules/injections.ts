import { ts } from '../syntax/compiler.ts'
import { isFunctionNode, skipWrappers, type SourceIndex } from '../syntax/source-index.ts'

/** A symbol as the key of `provide` and `inject`, known by the name of its constant. */
export function injectionKey(node: ts.Identifier): string {
  return `symbol ${node.text}`
}

/**
 * What plugins put within reach of every component, by the name under which it is reached: Nuxt's
 * `inject('api', …)` and `provide: { api: … }`, Vue's `provide('api', …)`, `globalProperties.$api = …` and
 * `Vue.prototype.$api = …`, Angular's providers of values.
 */
export function injectionsOf(index: SourceIndex): [string, ts.Expression][] {
  const found: [string, ts.Expression][] = []
  for (const name of ['inject', 'provide'])
    for (const call of index.callsByName.get(name) ?? []) {
      const [key, value] = call.arguments ?? []
      if (!key || !value) continue
      if (ts.isStringLiteralLike(key)) found.push([`$${key.text}`, value], [key.text, value])
      else if (ts.isIdentifier(key)) found.push([injectionKey(key), value])
    }
  for (const [name, writes] of index.assignments) {
    if (!name.startsWith('.$')) continue
    for (const { left, right } of writes) if (isGlobalTarget(left)) found.push([name.slice(1), right])
  }
  for (const property of index.provided) found.push(...providedBy(property))
  return found
}

function isGlobalTarget(node: ts.Expression): boolean {
  const target = skipWrappers(node)
  if (!ts.isPropertyAccessExpression(target) || !ts.isPropertyAccessExpression(target.expression)) return false
  const holder = target.expression.name.text
  return holder === 'globalProperties' || holder === 'prototype'
}

/** `provide: { api }` of a Nuxt plugin or a component, `{ provide: API_BASE, useValue: '/api' }` of Angular. */
function providedBy(property: ts.PropertyAssignment | ts.MethodDeclaration): [string, ts.Expression][] {
  const token = ts.isPropertyAssignment(property) ? skipWrappers(property.initializer) : null
  if (token && ts.isIdentifier(token)) {
    const value = siblingOf(property, 'useValue')
    return value ? [[injectionKey(token), value]] : []
  }
  const provided = token && ts.isObjectLiteralExpression(token) ? token : returnedLiteral(property)
  return (provided?.properties ?? []).flatMap((one): [string, ts.Expression][] => {
    if (!one.name || !ts.isIdentifier(one.name)) return []
    const value = ts.isPropertyAssignment(one)
      ? one.initializer
      : ts.isShorthandPropertyAssignment(one)
        ? one.name
        : null
    return value
      ? [
          [`$${one.name.text}`, value],
          [one.name.text, value],
        ]
      : []
  })
}

function siblingOf(property: ts.ObjectLiteralElementLike, name: string): ts.Expression | null {
  if (!ts.isObjectLiteralExpression(property.parent)) return null
  for (const one of property.parent.properties)
    if (ts.isPropertyAssignment(one) && ts.isIdentifier(one.name) && one.name.text === name) return one.initializer
  return null
}

/** The object that `provide() { return {…} }` gives back. */
function returnedLiteral(property: ts.PropertyAssignment | ts.MethodDeclaration): ts.ObjectLiteralExpression | null {
  const fn = ts.isPropertyAssignment(property) ? skipWrappers(property.initializer) : property
  if (!isFunctionNode(fn) || !fn.body) return null
  const last = ts.isBlock(fn.body) ? fn.body.statements.at(-1) : null
  const returned = last ? (ts.isReturnStatement(last) ? last.expression : undefined) : (fn.body as ts.Expression)
  const literal = returned && skipWrappers(returned)
  return literal && ts.isObjectLiteralExpression(literal) ? literal : null
}
