import { ts } from '../syntax/compiler.ts'

/** Names that a file uses, declarations and exports of them not counted. */
export interface Uses {
  names: ReadonlySet<string>
  /** Names behind a dot, and names taken out of an object by a pattern. */
  members: ReadonlySet<string>
}

export function findUses(source: ts.SourceFile): Uses {
  const names = new Set<string>()
  const members = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isExportDeclaration(node) || ts.isImportDeclaration(node)) return
    // `extends Base` counts as a type, and uses the class.
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    // `export default api` exports: it uses nothing.
    if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression)) return
    if (ts.isPropertyAccessExpression(node)) members.add(node.name.text)
    else if (ts.isBindingElement(node)) addPatternKey(node, members)
    else if (ts.isIdentifier(node) && !isDeclaredName(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return { names, members }
}

function addPatternKey(node: ts.BindingElement, members: Set<string>): void {
  const key = node.propertyName ?? node.name
  if (ts.isIdentifier(key)) members.add(key.text)
}

/** The name in its own declaration, or as a key: no use of what it names. */
function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isShorthandPropertyAssignment(parent)) return false
  return (parent as { name?: ts.Node }).name === node
}
