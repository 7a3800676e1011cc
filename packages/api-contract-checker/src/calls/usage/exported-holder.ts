import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { isFunctionNode, skipWrappers } from '../syntax/source-index.ts'

/** The top-level declaration around a request, and the member of it where it is an object or a class. */
export interface Holder {
  /** Name of the declaration in its file; `null` of an anonymous default export. */
  local: string | null
  /** Names under which it is exported; empty where it is not. */
  exported: string[]
  /** Method or property of the exported object or class in which the request stands. */
  member: string | null
}

/** `null` for code that runs by itself when the file is loaded. */
export function holderOf(node: ts.Node): Holder | null {
  const path: ts.Node[] = []
  for (let at: ts.Node = node; at.parent; at = at.parent) path.unshift(at)
  const [statement] = path
  const source = node.getSourceFile()
  if (!statement) return null
  const declaration = path.find(
    (one) => ts.isVariableDeclaration(one) || ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one),
  )
  if (ts.isExportAssignment(statement)) return inDefaultExport(statement, path)
  if (!declaration || !isTopLevel(declaration, statement)) return null
  const { name } = declaration as ts.VariableDeclaration
  const local = name && ts.isIdentifier(name) ? name.text : null
  const value = ts.isVariableDeclaration(declaration)
    ? declaration.initializer && skipWrappers(declaration.initializer)
    : declaration
  // `const lessons = await api.get(…)` at the top of a file is sent when the file is loaded.
  if (!value || !path.some((one) => isFunctionNode(one))) return null
  return { local, exported: exportedNames(source, local, declaration), member: memberName(value, path) }
}

function isTopLevel(declaration: ts.Node, statement: ts.Node): boolean {
  return declaration === statement || (ts.isVariableStatement(statement) && declaration.parent.parent === statement)
}

function inDefaultExport(statement: ts.ExportAssignment, path: readonly ts.Node[]): Holder | null {
  if (!path.some((one) => isFunctionNode(one))) return null
  return { local: null, exported: ['default'], member: memberName(skipWrappers(statement.expression), path) }
}

/** The member of an object literal or class that the path leads through; nothing deeper counts. */
function memberName(value: ts.Node, path: readonly ts.Node[]): string | null {
  if (!ts.isObjectLiteralExpression(value) && !ts.isClassLike(value)) return null
  const member = path[path.indexOf(value) + 1]
  const name = (member as { name?: ts.Node } | undefined)?.name
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : null
}

function exportedNames(source: ts.SourceFile, local: string | null, declaration: ts.Node): string[] {
  const names: string[] = []
  for (const [name, target] of exportsOf(source).named) {
    if (target.kind === 'local' && 'node' in target.declaration && target.declaration.node === declaration)
      names.push(name)
    else if (target.kind === 'expression' && ts.isIdentifier(target.node) && target.node.text === local)
      names.push(name)
  }
  return names
}
