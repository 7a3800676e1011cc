import { ts } from '../syntax/compiler.ts'
import { skipWrappers, type SourceIndex } from '../syntax/source-index.ts'

/** A symbol as the key of `provide` and `inject`, known by the name of its constant. */
export function injectionKey(node: ts.Identifier): string {
  return `symbol ${node.text}`
}

/**
 * What plugins put within reach of every component, by the name under which it is reached: Nuxt's
 * `inject('api', …)` and `provide: { api: … }`, Vue's `provide('api', …)`, `globalProperties.$api = …` and
 * `Vue.prototype.$api = …`.
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
  for (const name of ['defineNuxtPlugin', 'definePlugin'])
    for (const call of index.callsByName.get(name) ?? []) found.push(...providedBy(call))
  return found
}

function isGlobalTarget(node: ts.Expression): boolean {
  const target = skipWrappers(node)
  if (!ts.isPropertyAccessExpression(target) || !ts.isPropertyAccessExpression(target.expression)) return false
  const holder = target.expression.name.text
  return holder === 'globalProperties' || holder === 'prototype'
}

/** `return { provide: { api } }` anywhere in a plugin. */
function providedBy(call: ts.Node): [string, ts.Expression][] {
  const found: [string, ts.Expression][] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'provide') {
      const provided = skipWrappers(node.initializer)
      if (ts.isObjectLiteralExpression(provided))
        for (const property of provided.properties) {
          if (!property.name || !ts.isIdentifier(property.name)) continue
          if (ts.isPropertyAssignment(property)) found.push([`$${property.name.text}`, property.initializer])
          else if (ts.isShorthandPropertyAssignment(property)) found.push([`$${property.name.text}`, property.name])
        }
    }
    ts.forEachChild(node, visit)
  }
  visit(call)
  return found
}
