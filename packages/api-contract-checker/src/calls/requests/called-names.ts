import { sourceOf, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { plainText, type Value } from '../evaluate/value.ts'
import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { calleeName, isFunctionNode, skipWrappers, type FunctionNode } from '../syntax/source-index.ts'

/** The names under which something can be called. */
export interface CalledNames {
  names: string[]
  /** File of which it is the default export: whoever imports that chooses the name. */
  defaultOf: string | null
  /** Whether a value is what these names are of. */
  is: (value: Value) => boolean
}

/** A maker that is called more often than this is called everywhere: who holds its results says nothing. */
const maxMakerCalls = 200

export function namesOfFunction(context: Context, fn: FunctionNode): CalledNames {
  const search = new NameSearch(context)
  search.addFunction(fn)
  return search.result(fn, (value) => value.kind === 'function' && value.node === fn)
}

/** The names of the variable, member or export that holds what an expression gives. */
export function namesOfHolder(context: Context, node: ts.Expression, is: CalledNames['is']): CalledNames {
  const search = new NameSearch(context)
  search.addHolder(node)
  return search.result(node, is)
}

/** `const request = …; export default request`, `export default function request() {}`. */
function isDefaultExport(node: ts.Node, names: ReadonlySet<string>): boolean {
  const exported = exportsOf(sourceOf(node)).named.get('default')
  if (exported?.kind === 'expression') {
    const inner = skipWrappers(exported.node)
    return ts.isIdentifier(inner) && names.has(inner.text)
  }
  if (exported?.kind !== 'local') return false
  const { declaration } = exported
  if (declaration.kind === 'variable') return ts.isIdentifier(declaration.name) && names.has(declaration.name.text)
  return declaration.kind === 'function' && declaration.node === node
}

/** `get` of `api.get = …`; of `api[verb] = …` in a loop all that the verb can be. */
function assignedNames(context: Context, target: ts.Expression): string[] {
  const name = calleeName(target)
  if (name !== null) return [name]
  const node = skipWrappers(target)
  if (!ts.isElementAccessExpression(node)) return []
  return evaluate(context, node.argumentExpression, null).flatMap(({ value }) => plainText(value) ?? [])
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

  result(node: ts.Node, is: CalledNames['is']): CalledNames {
    const isDefault = this.isDefault || isDefaultExport(node, this.names)
    return { names: [...this.names], defaultOf: isDefault ? sourceOf(node).fileName : null, is }
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
    this.addHolder(fn)
  }

  #addName(name: ts.Node | undefined): void {
    if (name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)))
      this.names.add(name.text)
  }

  /** The variable, property or export that an expression ends up in. */
  addHolder(node: ts.Node): void {
    const { parent } = node
    if (!parent) return
    if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent)) {
      this.#addName(parent.name)
      if (ts.isVariableDeclaration(parent)) this.#addReturnedName(parent)
    } else if (ts.isBinaryExpression(parent) && parent.right === node) {
      for (const name of assignedNames(this.#context, parent.left)) this.names.add(name)
    } else if (ts.isExportAssignment(parent)) this.isDefault = true
    else if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) this.#addReturned(parent)
    else if (ts.isExpression(parent)) this.addHolder(parent)
  }

  /** `const http = axios.create(); …; return http`. */
  #addReturnedName({ name, parent }: ts.VariableDeclaration): void {
    const block = parent.parent.parent
    if (!ts.isIdentifier(name) || !ts.isBlock(block)) return
    for (const statement of block.statements)
      if (ts.isReturnStatement(statement) && statement.expression) {
        const returned = skipWrappers(statement.expression)
        if (ts.isIdentifier(returned) && returned.text === name.text) this.#addReturned(statement)
      }
  }

  /** What another function returns is called by what holds the result: `const get = makeGetter('/x')`. */
  #addReturned(node: ts.Node): void {
    let maker: ts.Node | undefined = node
    while (maker && !isFunctionNode(maker)) maker = maker.parent
    if (!maker || this.#seen.has(maker)) return
    const before = new Set(this.names)
    this.addFunction(maker)
    // The maker's own names are not those of what it makes.
    const makerNames = [...this.names].filter((name) => !before.has(name))
    for (const name of makerNames) this.names.delete(name)
    for (const name of makerNames) for (const call of this.#callsOf(name)) this.addHolder(call)
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
