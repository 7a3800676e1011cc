import { ts } from '../syntax/compiler.ts'
import { namesOf, wholeNamespace, type Declaration } from '../syntax/scope.ts'

/** Where an exported name leads: to a declaration or expression here, or on to another module. */
export type ExportTarget =
  | { kind: 'local'; declaration: Declaration; at: ts.SourceFile }
  | { kind: 'expression'; node: ts.Expression }
  | { kind: 'reexport'; specifier: string; imported: string }

export interface ModuleExports {
  named: Map<string, ExportTarget>
  /** Specifiers of `export * from '…'`. */
  stars: string[]
}

const cache = new WeakMap<ts.SourceFile, ModuleExports>()

/** All that a file exports, ES modules and CommonJS alike. */
export function exportsOf(source: ts.SourceFile): ModuleExports {
  let known = cache.get(source)
  if (!known) {
    known = collect(source)
    cache.set(source, known)
  }
  return known
}

function collect(source: ts.SourceFile): ModuleExports {
  const exports: ModuleExports = { named: new Map(), stars: [] }
  const locals = namesOf(source) ?? new Map<string, Declaration>()
  const addLocal = (exported: string, local: string): void => {
    const declaration = locals.get(local)
    if (declaration?.kind === 'import')
      exports.named.set(exported, {
        kind: 'reexport',
        specifier: declaration.specifier,
        imported: declaration.imported,
      })
    else if (declaration) exports.named.set(exported, { kind: 'local', declaration, at: source })
  }
  for (const statement of source.statements) {
    if (ts.isExportAssignment(statement)) {
      exports.named.set('default', { kind: 'expression', node: statement.expression })
    } else if (ts.isExportDeclaration(statement)) {
      addExportDeclaration(exports, statement, addLocal)
    } else if (ts.isExpressionStatement(statement)) {
      addCommonJs(exports, statement.expression)
    } else if (ts.canHaveModifiers(statement)) {
      addModified(exports, statement, addLocal, source)
    }
  }
  return exports
}

function addExportDeclaration(
  exports: ModuleExports,
  statement: ts.ExportDeclaration,
  addLocal: (exported: string, local: string) => void,
): void {
  const specifier =
    statement.moduleSpecifier && ts.isStringLiteralLike(statement.moduleSpecifier)
      ? statement.moduleSpecifier.text
      : null
  const clause = statement.exportClause
  if (!clause) {
    if (specifier !== null) exports.stars.push(specifier)
  } else if (ts.isNamespaceExport(clause)) {
    if (specifier !== null)
      exports.named.set(clause.name.text, { kind: 'reexport', specifier, imported: wholeNamespace })
  } else {
    for (const item of clause.elements) {
      const local = (item.propertyName ?? item.name).text
      if (specifier === null) addLocal(item.name.text, local)
      else exports.named.set(item.name.text, { kind: 'reexport', specifier, imported: local })
    }
  }
}

function addModified(
  exports: ModuleExports,
  statement: ts.Statement & ts.HasModifiers,
  addLocal: (exported: string, local: string) => void,
  source: ts.SourceFile,
): void {
  const modifiers = ts.getModifiers(statement) ?? []
  if (!modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return
  const isDefault = modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations)
      for (const name of boundNames(declaration.name)) addLocal(name, name)
    return
  }
  if (ts.isFunctionDeclaration(statement) && isDefault) {
    if (statement.body)
      exports.named.set('default', { kind: 'local', declaration: { kind: 'function', node: statement }, at: source })
    return
  }
  if (ts.isClassDeclaration(statement) && isDefault) {
    exports.named.set('default', { kind: 'local', declaration: { kind: 'class', node: statement }, at: source })
    return
  }
  const name = (statement as { name?: ts.Node }).name
  if (name && ts.isIdentifier(name)) addLocal(name.text, name.text)
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`. */
function addCommonJs(exports: ModuleExports, expression: ts.Expression): void {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return
  const target = expression.left
  if (!ts.isPropertyAccessExpression(target)) return
  if (isModuleExports(target)) exports.named.set('default', { kind: 'expression', node: expression.right })
  else if (
    isModuleExports(target.expression) ||
    (ts.isIdentifier(target.expression) && target.expression.text === 'exports')
  )
    exports.named.set(target.name.text, { kind: 'expression', node: expression.right })
}

function isModuleExports(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  )
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((item) => (ts.isBindingElement(item) ? boundNames(item.name) : []))
}
