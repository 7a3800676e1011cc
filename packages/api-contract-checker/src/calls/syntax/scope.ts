import { ts } from './compiler.ts'
import { nameText } from './property-names.ts'
import { isFunctionNode, type ClassNode, type FunctionNode } from './source-index.ts'

/** What a name stands for, found by looking outward from where it is used. */
export type Declaration =
  | { kind: 'variable'; node: ts.VariableDeclaration; name: ts.BindingName; element: ts.BindingElement | null }
  | {
      kind: 'parameter'
      node: ts.ParameterDeclaration
      function: FunctionNode
      index: number
      element: ts.BindingElement | null
    }
  | { kind: 'function'; node: ts.FunctionDeclaration | ts.FunctionExpression }
  | { kind: 'class'; node: ClassNode }
  | { kind: 'enum'; node: ts.EnumDeclaration }
  | { kind: 'namespace'; node: ts.ModuleDeclaration }
  | { kind: 'import'; specifier: string; imported: string }

type Names = Map<string, Declaration>

/** Name an import asks for: that of the export, `default`, or `*` for the whole namespace. */
export const wholeNamespace = '*'

const scopes = new WeakMap<ts.Node, Names | null>()

/** The declaration that `name` means at `from`; `null` for a global or an unknown name. */
export function resolveName(name: string, from: ts.Node): Declaration | null {
  for (let at: ts.Node | undefined = from; at; at = at.parent) {
    const found = namesOf(at)?.get(name)
    if (found) return found
  }
  return null
}

/** Every name declared directly in a scope node; `null` where the node opens no scope. */
export function namesOf(node: ts.Node): Names | null {
  // Asked of every ancestor of every name: remembering that most of them open no scope costs more than looking.
  if (!opensScope(node)) return null
  const known = scopes.get(node)
  if (known !== undefined) return known
  const names = collect(node)
  scopes.set(node, names)
  return names
}

function opensScope(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.SourceFile:
    case ts.SyntaxKind.ModuleBlock:
    case ts.SyntaxKind.Block:
    case ts.SyntaxKind.CaseBlock:
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
    case ts.SyntaxKind.CatchClause:
    case ts.SyntaxKind.ClassExpression:
      return true
    default:
      return isFunctionNode(node)
  }
}

const varFiles = new WeakMap<ts.SourceFile, boolean>()

/** Whether a file has any `var` that must be looked for below its blocks: few have. */
function hasVars(node: ts.Node): boolean {
  const source = node.getSourceFile()
  const known = varFiles.get(source) ?? /\bvar\b/.test(source.text)
  varFiles.set(source, known)
  return known
}

function collect(node: ts.Node): Names | null {
  if (ts.isSourceFile(node) || ts.isModuleBlock(node)) return fromStatements(node.statements, hasVars(node))
  if (ts.isBlock(node)) return fromStatements(node.statements, isFunctionNode(node.parent) && hasVars(node))
  if (ts.isCaseBlock(node)) {
    const names: Names = new Map()
    for (const clause of node.clauses) for (const statement of clause.statements) addStatement(names, statement)
    return names
  }
  if (isFunctionNode(node)) return fromFunction(node)
  if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const names: Names = new Map()
    if (node.initializer && ts.isVariableDeclarationList(node.initializer)) addVariables(names, node.initializer)
    return names
  }
  if (ts.isCatchClause(node)) {
    const names: Names = new Map()
    if (node.variableDeclaration) addBinding(names, node.variableDeclaration, node.variableDeclaration.name, null)
    return names
  }
  if (ts.isClassExpression(node) && node.name) return new Map([[node.name.text, { kind: 'class', node }]])
  return null
}

function fromFunction(node: FunctionNode): Names {
  const names: Names = new Map()
  if (ts.isFunctionExpression(node) && node.name) names.set(node.name.text, { kind: 'function', node })
  for (const [index, parameter] of node.parameters.entries()) {
    const add = (name: ts.BindingName, element: ts.BindingElement | null): void => {
      if (ts.isIdentifier(name))
        names.set(name.text, { kind: 'parameter', node: parameter, function: node, index, element })
      else for (const item of name.elements) if (ts.isBindingElement(item)) add(item.name, item)
    }
    add(parameter.name, null)
  }
  return names
}

function fromStatements(statements: readonly ts.Statement[], holdsVars: boolean): Names {
  const names: Names = new Map()
  for (const statement of statements) {
    addStatement(names, statement)
    if (holdsVars && !ts.isVariableStatement(statement)) hoistVars(names, statement)
  }
  return names
}

/** `var` belongs to its function, however deep in blocks it stands. */
function hoistVars(names: Names, node: ts.Node): void {
  ts.forEachChild(node, (child) => {
    if (isFunctionNode(child) || ts.isClassLike(child) || ts.isExpression(child)) return
    if (ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.BlockScoped) === 0)
      addVariables(names, child)
    else hoistVars(names, child)
  })
}

function addStatement(names: Names, statement: ts.Statement): void {
  if (ts.isVariableStatement(statement)) addVariables(names, statement.declarationList)
  else if (ts.isFunctionDeclaration(statement)) {
    // Overload signatures have no body; the implementation wins.
    if (statement.name && (statement.body || !names.has(statement.name.text)))
      names.set(statement.name.text, { kind: 'function', node: statement })
  } else if (ts.isClassDeclaration(statement)) {
    if (statement.name) names.set(statement.name.text, { kind: 'class', node: statement })
  } else if (ts.isEnumDeclaration(statement)) names.set(statement.name.text, { kind: 'enum', node: statement })
  else if (ts.isModuleDeclaration(statement)) {
    if (ts.isIdentifier(statement.name) && !names.has(statement.name.text))
      names.set(statement.name.text, { kind: 'namespace', node: statement })
  } else if (ts.isImportDeclaration(statement)) addImports(names, statement)
  else if (ts.isImportEqualsDeclaration(statement)) {
    const reference = statement.moduleReference
    if (ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression))
      names.set(statement.name.text, {
        kind: 'import',
        specifier: reference.expression.text,
        imported: wholeNamespace,
      })
  }
}

function addVariables(names: Names, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) addBinding(names, declaration, declaration.name, null)
}

function addBinding(
  names: Names,
  node: ts.VariableDeclaration,
  name: ts.BindingName,
  element: ts.BindingElement | null,
): void {
  if (ts.isIdentifier(name)) names.set(name.text, { kind: 'variable', node, name, element })
  else for (const item of name.elements) if (ts.isBindingElement(item)) addBinding(names, node, item.name, item)
}

function addImports(names: Names, statement: ts.ImportDeclaration): void {
  const clause = statement.importClause
  if (!clause || !ts.isStringLiteralLike(statement.moduleSpecifier)) return
  const specifier = statement.moduleSpecifier.text
  const add = (local: string, imported: string): void => {
    names.set(local, { kind: 'import', specifier, imported })
  }
  if (clause.name) add(clause.name.text, 'default')
  const bindings = clause.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name.text, wholeNamespace)
  else if (bindings) for (const item of bindings.elements) add(item.name.text, (item.propertyName ?? item.name).text)
}

/**
 * The way from a declared value to one name of its pattern: `const { a: { b = 1 }, ...rest } = value`.
 * Steps from the outside in; `default` is the initialiser that stands in for a missing value.
 */
export interface BindingStep {
  key: string | number | { restAfter: string[] } | null
  default: ts.Expression | null
}

export function bindingSteps(element: ts.BindingElement | null): BindingStep[] {
  const steps: BindingStep[] = []
  for (let at = element; at;) {
    const pattern = at.parent
    steps.unshift({ key: bindingKey(at), default: at.initializer ?? null })
    at = ts.isBindingElement(pattern.parent) ? pattern.parent : null
  }
  return steps
}

function bindingKey(element: ts.BindingElement): BindingStep['key'] {
  const pattern = element.parent
  if (ts.isArrayBindingPattern(pattern)) return element.dotDotDotToken ? null : pattern.elements.indexOf(element)
  if (element.dotDotDotToken)
    return {
      restAfter: pattern.elements.filter((item) => item !== element).flatMap((item) => givenName(item) ?? []),
    }
  return givenName(element)
}

function givenName({ propertyName, name }: ts.BindingElement): string | null {
  return nameText(propertyName ?? name)
}
