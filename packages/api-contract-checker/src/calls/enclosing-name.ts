import { ts } from './syntax/compiler.ts'
import { isFunctionNode } from './syntax/source-index.ts'

/** Innermost named function around a node, `Class.method` for methods; `null` at the top level. */
export function enclosingName(node: ts.Node): string | null {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at) && !ts.isPropertyDeclaration(at)) continue
    const name = ownName(at)
    if (name === null) continue
    const holder = at.parent
    return ts.isClassLike(holder) && holder.name ? `${holder.name.text}.${name}` : name
  }
  return null
}

function ownName(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const { name } = node as { name?: ts.Node }
  if (name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name))) return name.text
  const { parent } = node
  if (parent && (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && ts.isIdentifier(parent.name))
    return parent.name.text
  return null
}
