import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { skipWrappers } from '../syntax/source-index.ts'
import { sourceOf, type Context } from './context.ts'
import { frameOf, type Env, type Guards } from './value.ts'
import { writesTo, type Writable } from './writes.ts'

/** Arguments that are arguments of a caller in turn: further than this nobody hands a flag on. */
const maxHandovers = 6

/** What a condition says where it holds, and where it does not. */
export interface Branches {
  yes: Guards
  no: Guards
}

/**
 * Names a condition, so that what two expressions decide by the same one is told apart from free combinations:
 * `isDiff ? 'PATCH' : 'POST'` and `isDiff ? diffUrl : saveUrl` belong together, and `kind === 'a'` excludes `kind === 'b'`.
 */
export function branchesOf(context: Context, expression: ts.Expression, env: Env): Branches {
  let node = skipWrappers(expression)
  let isNegated = false
  while (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    node = skipWrappers(node.operand)
    isNegated = !isNegated
  }
  const compared = ts.isBinaryExpression(node) ? equality(node) : null
  const branches = compared
    ? equalBranches(identityOf(context, compared.left, env), identityOf(context, compared.right, env))
    : plainBranches(identityOf(context, node, env))
  return isNegated === (compared?.isUnequal ?? false) ? branches : { yes: branches.no, no: branches.yes }
}

function plainBranches(key: string): Branches {
  return { yes: new Map([[key, 'yes']]), no: new Map([[key, 'no']]) }
}

function equalBranches(left: string, right: string): Branches {
  const key = `${left}===${right}`
  // One value equals no two others.
  return { yes: new Map([...equalTo(left, right), [key, 'yes']]), no: new Map([[key, 'no']]) }
}

function equalTo(left: string, right: string): [string, string][] {
  return isLiteral(right) ? [[`=${left}`, right]] : isLiteral(left) ? [[`=${right}`, left]] : []
}

function isLiteral(identity: string): boolean {
  return /^(?:['"`]|-?\d)/.test(identity)
}

function equality(node: ts.BinaryExpression): { left: ts.Expression; right: ts.Expression; isUnequal: boolean } | null {
  const { left, right } = node
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return { left, right, isUnequal: false }
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { left, right, isUnequal: true }
    default:
      return null
  }
}

/** What control coming to a clause of a `switch` by itself says of the value that is switched by. */
export function clauseGuards(
  context: Context,
  { expression, caseBlock }: ts.SwitchStatement,
  clause: ts.CaseOrDefaultClause,
  env: Env,
): Guards {
  const value = identityOf(context, expression, env)
  const branches = (one: ts.CaseClause): Branches => equalBranches(value, identityOf(context, one.expression, env))
  if (ts.isCaseClause(clause)) return branches(clause).yes
  const others = caseBlock.clauses.filter((one) => ts.isCaseClause(one))
  return new Map(others.flatMap((one) => [...branches(one).no]))
}

const known = new WeakMap<ts.Node, string>()

/**
 * The text of an expression in which every name says which declaration it means, and how often that was written to
 * before: `isNew` of two functions is not the same, `a` handed on as `b` is.
 */
function identityOf(context: Context, node: ts.Node, env: Env, depth = 0): string {
  if (ts.isStringLiteralLike(node)) return JSON.stringify(node.text)
  const remembered = env === null ? known.get(node) : undefined
  if (remembered !== undefined) return remembered
  const source = sourceOf(node)
  let identity = ''
  let at = node.getStart(source)
  for (const name of namesIn(node)) {
    identity += source.text.slice(at, name.getStart(source)) + nameIdentity(context, name, env, depth)
    at = name.end
  }
  identity += source.text.slice(at, node.end)
  if (env === null) known.set(node, identity)
  return identity
}

/** Identifiers that stand for something declared, and `this`. */
function namesIn(node: ts.Node): ts.Node[] {
  const names: ts.Node[] = []
  const visit = (one: ts.Node): void => {
    if (one.kind === ts.SyntaxKind.ThisKeyword) names.push(one)
    else if (ts.isPropertyAccessExpression(one)) visit(one.expression)
    else if (ts.isPropertyAssignment(one)) visit(one.initializer)
    else if (ts.isIdentifier(one)) names.push(one)
    else ts.forEachChild(one, visit)
  }
  visit(node)
  return names
}

function nameIdentity(context: Context, name: ts.Node, env: Env, depth: number): string {
  const { fileName } = sourceOf(name)
  if (!ts.isIdentifier(name)) return `this@${fileName}`
  const declaration = resolveName(name.text, name)
  if (declaration?.kind !== 'variable' && declaration?.kind !== 'parameter') return `${name.text}@${fileName}`
  const version = versionAt(context, declaration, name)
  if (declaration.kind === 'parameter' && !declaration.element && version === 0) {
    const frame = frameOf(env, declaration.function)
    const given = frame?.args[declaration.index]
    if (given?.node && given.env !== undefined && depth < maxHandovers)
      return identityOf(context, given.node, given.env, depth + 1)
    if (frame?.site) return `${name.text}@${sourceOf(frame.site).fileName}:${frame.site.pos}`
  }
  return `${name.text}@${fileName}:${declaration.node.pos}${version > 0 ? `#${version}` : ''}`
}

/** How many writes to a name stand in front of a use. */
function versionAt(context: Context, declaration: Writable, use: ts.Node): number {
  return writesTo(context, declaration).filter((write) => write.end <= use.pos).length
}
