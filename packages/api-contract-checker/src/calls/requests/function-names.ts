import type { Context } from '../evaluate/context.ts'
import { sourceOf } from '../evaluate/context.ts'
import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, isFunctionNode, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'

/** The names under which a function can be called. */
export interface FunctionNames {
  names: string[]
  /** File of which it is the default export: whoever imports that chooses the name. */
  defaultOf: string | null
}

export function namesOfFunction(context: Context, fn: FunctionNode): FunctionNames {
  const found = new Set<string>()
  let defaultOf: string | null = null
  const source = sourceOf(fn)
  const add = (node: ts.Node, depth: number): void => {
    if (depth > 6) return
    if (ts.isConstructorDeclaration(node)) {
      if (node.parent.name) found.add(node.parent.name.text)
      found.add('super')
      return
    }
    const own = (node as { name?: ts.Node }).name
    if (
      isFunctionNode(node) &&
      own &&
      (ts.isIdentifier(own) || ts.isPrivateIdentifier(own) || ts.isStringLiteralLike(own))
    )
      found.add(own.text)
    if (ts.isFunctionDeclaration(node) && !node.name) defaultOf = source.fileName
    addHolder(node, depth)
  }
  /** The variable, property or export that a function expression ends up in. */
  const addHolder = (node: ts.Node, depth: number): void => {
    const { parent } = node
    if (!parent) return
    if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent)) {
      if (ts.isIdentifier(parent.name) || ts.isPrivateIdentifier(parent.name) || ts.isStringLiteralLike(parent.name))
        found.add(parent.name.text)
    } else if (ts.isBinaryExpression(parent) && parent.right === node) {
      const name = calleeName(parent.left)
      if (name !== null) found.add(name)
    } else if (ts.isExportAssignment(parent)) defaultOf = source.fileName
    else if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) addReturned(parent, depth)
    else if (ts.isExpression(parent)) addHolder(parent, depth)
  }
  /** A function that another one returns is called by what holds the result: `const get = makeGetter('/x')`. */
  const addReturned = (node: ts.Node, depth: number): void => {
    let maker: ts.Node | undefined = node
    while (maker && !isFunctionNode(maker)) maker = maker.parent
    if (!maker) return
    for (const name of namesOfFunction(context, maker).names) {
      for (const [, { index }] of context.project.parsedSources())
        for (const call of index.callsByName.get(name) ?? []) addHolder(call, depth + 1)
    }
  }
  add(fn, 0)
  // The name of the module's default export: `const request = …; export default request`.
  const exported = exportsOf(source).named.get('default')
  if (exported?.kind === 'expression') {
    const inner = skipWrappers(exported.node)
    if (ts.isIdentifier(inner) && found.has(inner.text)) defaultOf = source.fileName
  } else if (exported?.kind === 'local' && exported.declaration.kind === 'function' && exported.declaration.node === fn)
    defaultOf = source.fileName
  return { names: [...found], defaultOf }
}
