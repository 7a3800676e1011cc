import { append } from '../../append.ts'
import { ts } from './compiler.ts'
import { skipWrappers } from './source-index.ts'

/** A second name for what has one: `const send = api.put`, `{ send: put }`, `import { put as send }`. */
export interface Renaming {
  name: string
  /** What is renamed, where an expression says it; `null` where names do. */
  value: ts.Expression | null
  /** Whether the new name reaches beyond the file: that of a member or an export. */
  isMember: boolean
}

/** Renamings by the old name. */
export type Renamings = Map<string, Renaming[]>

/** `to = from` and `{ to: from }`. */
export function noteValue(renamings: Renamings, to: ts.Node, from: ts.Expression, isMember: boolean): void {
  const name = nameOf(to)
  if (name !== null)
    for (const value of referencesOf(from)) note(renamings, value.name.text, { name, value: value.node, isMember })
}

/** `{ from: to } = …` and `export { from as to }`. */
export function noteNames(renamings: Renamings, from: ts.Node, to: ts.Node, isMember: boolean): void {
  const old = nameOf(from)
  const name = nameOf(to)
  if (old !== null && name !== null) note(renamings, old, { name, value: null, isMember })
}

function note(renamings: Renamings, old: string, renaming: Renaming): void {
  if (old !== renaming.name) append(renamings, old, renaming)
}

function nameOf(node: ts.Node): string | null {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : null
}

interface Reference {
  node: ts.Expression
  name: ts.Identifier | ts.PrivateIdentifier
}

/** The names or members that an expression may refer to: `put` of `api.put`, `api.put.bind(api)`, `x ? api.put : y`. */
function referencesOf(expression: ts.Expression): readonly Reference[] {
  const node = skipWrappers(expression)
  if (ts.isIdentifier(node)) return [{ node, name: node }]
  if (ts.isPropertyAccessExpression(node)) return [{ node, name: node.name }]
  if (ts.isConditionalExpression(node)) return [...referencesOf(node.whenTrue), ...referencesOf(node.whenFalse)]
  if (ts.isBinaryExpression(node) && isChoice(node)) return [...referencesOf(node.left), ...referencesOf(node.right)]
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return none
  return node.expression.name.text === 'bind' ? referencesOf(node.expression.expression) : none
}

/** Most expressions refer to nothing. */
const none: readonly Reference[] = []

function isChoice({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || operatorToken.kind === ts.SyntaxKind.BarBarToken
}
