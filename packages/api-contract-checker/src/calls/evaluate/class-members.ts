import { ts } from '../syntax/compiler.ts'
import { nameText } from '../syntax/property-names.ts'
import { isFunctionNode, type ClassNode, type FunctionNode } from '../syntax/source-index.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { type ClassValue } from './value.ts'

/** The class that another one extends; `null` where it extends none that the source shows. */
export function baseClass(context: Context, value: ClassValue): ClassValue | null {
  const clause = value.node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  const [type] = clause?.types ?? []
  if (!type) return null
  const [base] = evaluate(context, type.expression, value.env)
  return base?.value.kind === 'class' ? base.value : null
}

/** A class and those that it extends, most derived first. */
export function classChain(context: Context, value: ClassValue): ClassValue[] {
  const chain: ClassValue[] = []
  for (let at: ClassValue | null = value; at && chain.length < 12; at = baseClass(context, at)) {
    if (chain.some(({ node }) => node === at?.node)) break
    chain.push(at)
  }
  return chain
}

/** Where a member of an instance is declared: a class element, a constructor's parameter, or `this.name = …` in it. */
export interface MemberDeclaration {
  class: ClassValue
  element: ts.ClassElement | ts.ParameterDeclaration | ts.BinaryExpression
}

export function findMember(
  context: Context,
  value: ClassValue,
  name: string,
  wantsStatic = false,
): MemberDeclaration | null {
  for (const one of classChain(context, value)) {
    const element = ownMember(one.node, name, wantsStatic)
    if (element) return { class: one, element }
  }
  return null
}

export function ownMember(node: ClassNode, name: string, wantsStatic: boolean): MemberDeclaration['element'] | null {
  // What the constructor sets replaces what the field began with.
  const constructor = wantsStatic ? null : constructorOf(node)
  const assigned = constructor && assignedInConstructor(constructor, name)
  if (assigned) return assigned
  let declared: ts.ClassElement | null = null
  for (const element of node.members) {
    if (!element.name || nameText(element.name) !== name || isStatic(element) !== wantsStatic) continue
    // Overloads and abstract members have no body: the one with a body wins.
    if (ts.isPropertyDeclaration(element) ? element.initializer : isFunctionNode(element) && element.body)
      return element
    declared ??= element
  }
  if (constructor) {
    const parameter = constructor.parameters.find(
      (one) =>
        ts.isParameterPropertyDeclaration(one, constructor) && ts.isIdentifier(one.name) && one.name.text === name,
    )
    if (parameter) return parameter
  }
  // A declared type alone can say what it is: `http: HttpClient`.
  return declared && ts.isPropertyDeclaration(declared) && declared.type && !isAbstract(declared) ? declared : null
}

function modifierKinds(node: ts.Node): ts.SyntaxKind[] {
  return ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []).map(({ kind }) => kind) : []
}

export function isStatic(element: ts.ClassElement): boolean {
  return modifierKinds(element).includes(ts.SyntaxKind.StaticKeyword)
}

function isAbstract(element: ts.ClassElement): boolean {
  return modifierKinds(element).includes(ts.SyntaxKind.AbstractKeyword)
}

export function constructorOf(node: ClassNode): ts.ConstructorDeclaration | null {
  return (
    node.members.find(
      (member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined,
    ) ?? null
  )
}

function assignedInConstructor(constructor: ts.ConstructorDeclaration, name: string): ts.BinaryExpression | null {
  const writes = constructorWrites(constructor).filter(({ left }) => isOwnMember(left, name))
  return writes.at(-1) ?? null
}

/** Assignments among a constructor's own statements, those in branches left out. */
export function constructorWrites({ body }: ts.ConstructorDeclaration): ts.BinaryExpression[] {
  return (body?.statements ?? []).flatMap((statement) => {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : null
    const isWrite =
      expression && ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
    return isWrite ? [expression] : []
  })
}

/** `this.name`. */
export function isOwnMember(node: ts.Expression, name: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword && node.name.text === name
  )
}

export function isMethod(element: MemberDeclaration['element']): boolean {
  return ts.isMethodDeclaration(element)
}

export function findSuperCall(constructor: FunctionNode): ts.CallExpression | null {
  let found: ts.CallExpression | null = null
  const visit = (node: ts.Node): void => {
    if (found) return
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) found = node
    else ts.forEachChild(node, visit)
  }
  if (constructor.body) visit(constructor.body)
  return found
}
