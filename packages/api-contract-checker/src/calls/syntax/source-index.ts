import { append } from '../../append.ts'
import { ts } from './compiler.ts'
import { noteNames, noteValue, type Renamings } from './renamings.ts'

/** Anything that can be called with parameters and has a body of its own. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration

export type ClassNode = ts.ClassDeclaration | ts.ClassExpression

/** A call or a `new` expression. */
export type InvocationNode = ts.CallExpression | ts.NewExpression

/** What one walk over a syntax tree finds, so that nothing walks it twice. */
export interface SourceIndex {
  /** Calls by the last name of what is called: `api.users.list()` under `list`, `fetch()` under `fetch`. */
  callsByName: Map<string, InvocationNode[]>
  /** Calls whose callee has no name (`client[method](…)`, `(await x)(…)`). */
  unnamedCalls: InvocationNode[]
  /** `name = …`, `name += …` and the like, by name; members (`this.name = …`) under `.name`. */
  assignments: Map<string, ts.BinaryExpression[]>
  /** `name++` and `name--`, by name. */
  steps: Map<string, (ts.PrefixUnaryExpression | ts.PostfixUnaryExpression)[]>
  /** `name.member = …`, by name. */
  memberWrites: Map<string, ts.BinaryExpression[]>
  /** `name.push(…)`, by name. */
  pushes: Map<string, ts.CallExpression[]>
  classes: ClassNode[]
  /** Properties called `provide`: of components, plugins and Angular's providers. */
  provided: (ts.PropertyAssignment | ts.MethodDeclaration)[]
  /** Functions and clients handed over as a bare name (`useSWR(key, fetcher)`, `paths.map(load)`), by that name. */
  callsByArgument: Map<string, InvocationNode[]>
  renamings: Renamings
}

/** Walks the tree once: sets the parents that the parser was told to leave out, and collects what the analysis asks for. */
export function indexSource(source: ts.SourceFile): SourceIndex {
  const index: SourceIndex = {
    callsByName: new Map(),
    unnamedCalls: [],
    assignments: new Map(),
    steps: new Map(),
    memberWrites: new Map(),
    pushes: new Map(),
    classes: [],
    provided: [],
    callsByArgument: new Map(),
    renamings: new Map(),
  }
  const visit = (node: ts.Node, parent: ts.Node): void => {
    ;(node as { parent: ts.Node }).parent = parent
    adders[node.kind]?.(index, node as never)
    // A closure per node would double the cost of the walk: the parent travels in `current`.
    const before = current
    current = node
    if (node.kind === ts.SyntaxKind.BinaryExpression) visitSum(node as ts.BinaryExpression)
    else ts.forEachChild(node, visitChild)
    current = before
  }
  /** `a + b + c + …`: nested as deep as it is long, and a walk that goes down with it would run out of stack. */
  const visitSum = (outermost: ts.BinaryExpression): void => {
    const spine = [outermost]
    for (let at = outermost.left; ts.isBinaryExpression(at); at = at.left) spine.push(at)
    for (const [depth, node] of spine.entries()) {
      const parent = spine[depth - 1]
      if (!parent) continue
      ;(node as { parent: ts.Node }).parent = parent
      addAssignment(index, node)
    }
    for (const [depth, node] of spine.toReversed().entries()) {
      if (depth === 0) visit(node.left, node)
      visit(node.operatorToken, node)
      visit(node.right, node)
    }
  }
  let current: ts.Node = source
  const visitChild = (child: ts.Node): void => visit(child, current)
  ts.forEachChild(source, visitChild)
  return index
}

function addVariable({ renamings }: SourceIndex, { name, initializer }: ts.VariableDeclaration): void {
  if (initializer) noteValue(renamings, name, initializer, false)
}

function addField({ renamings }: SourceIndex, { name, initializer }: ts.PropertyDeclaration): void {
  if (initializer) noteValue(renamings, name, initializer, true)
}

function addProperty(index: SourceIndex, node: ts.PropertyAssignment): void {
  noteValue(index.renamings, node.name, node.initializer, true)
  if (isNamed(node, 'provide')) index.provided.push(node)
}

function addMethod(index: SourceIndex, node: ts.MethodDeclaration): void {
  if (isNamed(node, 'provide')) index.provided.push(node)
}

function addClass(index: SourceIndex, node: ClassNode): void {
  index.classes.push(node)
}

function addAlias({ renamings }: SourceIndex, node: ts.BindingElement | ts.ImportSpecifier | ts.ExportSpecifier): void {
  if (node.propertyName) noteNames(renamings, node.propertyName, node.name, ts.isExportSpecifier(node))
}

function isNamed({ name }: { name: ts.PropertyName }, text: string): boolean {
  return ts.isIdentifier(name) && name.text === text
}

function addInvocation(index: SourceIndex, call: InvocationNode): void {
  const name = calleeName(call.expression)
  if (name === null) index.unnamedCalls.push(call)
  else append(index.callsByName, name, call)
  if (name === 'push' && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
    const list = skipWrappers(call.expression.expression)
    if (ts.isIdentifier(list)) append(index.pushes, list.text, call)
  }
  for (const argument of call.arguments ?? []) {
    const inner = skipWrappers(argument)
    if (ts.isIdentifier(inner)) append(index.callsByArgument, inner.text, call)
    else if (ts.isPropertyAccessExpression(inner)) append(index.callsByArgument, inner.name.text, call)
  }
}

function addAssignment(index: SourceIndex, node: ts.BinaryExpression): void {
  const operator = node.operatorToken.kind
  if (operator < ts.SyntaxKind.FirstAssignment || operator > ts.SyntaxKind.LastAssignment) return
  const target = skipWrappers(node.left)
  if (ts.isIdentifier(target)) append(index.assignments, target.text, node)
  else if (ts.isPropertyAccessExpression(target)) {
    append(index.assignments, `.${target.name.text}`, node)
    if (ts.isIdentifier(target.expression)) append(index.memberWrites, target.expression.text, node)
  } else if (ts.isElementAccessExpression(target) && ts.isIdentifier(target.expression) && isCallable(node.right))
    append(index.memberWrites, target.expression.text, node)
  if (operator !== ts.SyntaxKind.EqualsToken) return
  const isMember = ts.isPropertyAccessExpression(target)
  noteValue(index.renamings, isMember ? target.name : target, node.right, isMember)
}

/** `api[verb] = (url) => …`, `api[verb] = axios[verb]`: data that is written by keys is of no interest. */
function isCallable(expression: ts.Expression): boolean {
  const node = skipWrappers(expression)
  return isFunctionNode(node) || ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node)
}

function addStep(index: SourceIndex, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): void {
  if (node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken) return
  const target = skipWrappers(node.operand)
  if (ts.isIdentifier(target)) append(index.steps, target.text, node)
}

/** What nodes of each kind add to the index; a `switch` over the kinds, asked for every node, would cost twice the walk. */
const adders: ((index: SourceIndex, node: never) => void)[] = []
for (const [add, ...kinds] of [
  [addInvocation, ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  [addAssignment, ts.SyntaxKind.BinaryExpression],
  [addStep, ts.SyntaxKind.PrefixUnaryExpression, ts.SyntaxKind.PostfixUnaryExpression],
  [addVariable, ts.SyntaxKind.VariableDeclaration],
  [addField, ts.SyntaxKind.PropertyDeclaration],
  [addProperty, ts.SyntaxKind.PropertyAssignment],
  [addMethod, ts.SyntaxKind.MethodDeclaration],
  [addAlias, ts.SyntaxKind.BindingElement, ts.SyntaxKind.ImportSpecifier, ts.SyntaxKind.ExportSpecifier],
  [addClass, ts.SyntaxKind.ClassDeclaration, ts.SyntaxKind.ClassExpression],
] as const)
  for (const kind of kinds) adders[kind] = add

/** Last name of a callee; `null` for a computed one. */
export function calleeName(callee: ts.Expression): string | null {
  const inner = skipWrappers(callee)
  if (ts.isIdentifier(inner)) return inner.text
  if (ts.isPropertyAccessExpression(inner)) return inner.name.text
  if (ts.isElementAccessExpression(inner)) {
    const key = skipWrappers(inner.argumentExpression)
    return ts.isStringLiteralLike(key) ? key.text : null
  }
  if (inner.kind === ts.SyntaxKind.SuperKeyword) return 'super'
  return null
}

/** The expression inside parentheses, `as`, `satisfies`, `!`, `<T>x` and `await`. */
export function skipWrappers(node: ts.Expression): ts.Expression {
  let inner = node
  for (;;) {
    switch (inner.kind) {
      case ts.SyntaxKind.ParenthesizedExpression:
      case ts.SyntaxKind.AsExpression:
      case ts.SyntaxKind.SatisfiesExpression:
      case ts.SyntaxKind.NonNullExpression:
      case ts.SyntaxKind.TypeAssertionExpression:
      case ts.SyntaxKind.AwaitExpression:
      case ts.SyntaxKind.ExpressionWithTypeArguments:
        inner = (inner as ts.ParenthesizedExpression).expression
        break
      default:
        return inner
    }
  }
}

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  switch (node.kind) {
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.Constructor:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
      return true
    default:
      return false
  }
}

/** The function that a node stands in, not counting the node itself; `null` at the top level. */
export function enclosingFunction(node: ts.Node): FunctionNode | null {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at
  return null
}

/** True where `node` is `ancestor` or stands inside it. */
export function isWithin(node: ts.Node, ancestor: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (at === ancestor) return true
  return false
}
