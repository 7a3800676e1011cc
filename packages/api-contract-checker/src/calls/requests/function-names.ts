import { sourceOf, type Context } from '../evaluate/context.ts'
import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, isFunctionNode, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'

/** The names under which a function can be called. */
export interface FunctionNames {
  names: string[]
  /** File of which it is the default export: whoever imports that chooses the name. */
  defaultOf: string | null
}

/** A maker that is called more often than this is called everywhere: who holds its results says nothing. */
const maxMakerCalls = 200

export function namesOfFunction(context: Context, fn: FunctionNode): FunctionNames {
  const search = new NameSearch(context)
  search.addFunction(fn)
  const isDefault = search.isDefault || isDefaultExport(fn, search.names)
  return { names: [...search.names], defaultOf: isDefault ? sourceOf(fn).fileName : null }
}

/** `const request = …; export default request`, `export default function request() {}`. */
function isDefaultExport(fn: FunctionNode, names: ReadonlySet<string>): boolean {
  const exported = exportsOf(sourceOf(fn)).named.get('default')
  if (exported?.kind === 'expression') {
    const inner = skipWrappers(exported.node)
    return ts.isIdentifier(inner) && names.has(inner.text)
  }
  return exported?.kind === 'local' && exported.declaration.kind === 'function' && exported.declaration.node === fn
}

class NameSearch {
  readonly names = new Set<string>()
  isDefault = false
  readonly #context: Context
  /** Functions looked at already: two that return each other would lead round for ever. */
  readonly #seen = new Set<ts.Node>()

  constructor(context: Context) {
    this.#context = context
  }

  addFunction(fn: FunctionNode): void {
    if (this.#seen.has(fn)) return
    this.#seen.add(fn)
    if (ts.isConstructorDeclaration(fn)) {
      if (fn.parent.name) this.names.add(fn.parent.name.text)
      this.names.add('super')
      return
    }
    this.#addName(fn.name)
    if (ts.isFunctionDeclaration(fn) && !fn.name) this.isDefault = true
    this.#addHolder(fn)
  }

  #addName(name: ts.Node | undefined): void {
    if (name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)))
      this.names.add(name.text)
  }

  /** The variable, property or export that a function expression ends up in. */
  #addHolder(node: ts.Node): void {
    const { parent } = node
    if (!parent) return
    if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent))
      this.#addName(parent.name)
    else if (ts.isBinaryExpression(parent) && parent.right === node) {
      const name = calleeName(parent.left)
      if (name !== null) this.names.add(name)
    } else if (ts.isExportAssignment(parent)) this.isDefault = true
    else if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) this.#addReturned(parent)
    else if (ts.isExpression(parent)) this.#addHolder(parent)
  }

  /** A function that another one returns is called by what holds the result: `const get = makeGetter('/x')`. */
  #addReturned(node: ts.Node): void {
    let maker: ts.Node | undefined = node
    while (maker && !isFunctionNode(maker)) maker = maker.parent
    if (!maker || this.#seen.has(maker)) return
    const before = new Set(this.names)
    this.addFunction(maker)
    // The maker's own names are not those of what it makes.
    const makerNames = [...this.names].filter((name) => !before.has(name))
    for (const name of makerNames) this.names.delete(name)
    for (const name of makerNames) for (const call of this.#callsOf(name)) this.#addHolder(call)
  }

  #callsOf(name: string): ts.Node[] {
    const calls: ts.Node[] = []
    for (const [, { index }] of this.#context.project.parsedSources()) {
      calls.push(...(index.callsByName.get(name) ?? []))
      if (calls.length > maxMakerCalls) return []
    }
    return calls
  }
}
