import { ts } from '../syntax/compiler.ts'
import {
  classChain,
  constructorOf,
  findMember,
  findSuperCall,
  isMethod,
  type MemberDeclaration,
} from './class-members.ts'
import type { Context } from './context.ts'
import { type InstanceValue } from './value.ts'

/**
 * Where the URL of a call in a method is decided for one instance: a method of the subclass that the call goes through,
 * the subclass's own declaration of the member, its `super(…)`, or the `new` expression. A member that says nothing
 * (`baseUrl = ''`) decides nothing: the call itself stands for it.
 */
export function decidingSite(context: Context, instance: InstanceValue, name: string, call: ts.Node): ts.Node {
  const overriding = overridingMethod(context, instance, call)
  const found = findMember(context, instance.class, name)
  if (overriding && !isMoreDerived(context, instance, found, overriding)) return overriding.element
  if (!found) return instance.site
  const { element } = found
  if (ts.isPropertyDeclaration(element) && element.initializer && isEmptyText(element.initializer)) return call
  const fromConstructor = ts.isParameter(element) || ts.isBinaryExpression(element)
  if (!fromConstructor) return element
  for (const one of classChain(context, instance.class)) {
    if (one.node === found.class.node) break
    const constructor = constructorOf(one.node)
    const superCall = constructor && findSuperCall(constructor)
    if (superCall) return superCall
  }
  return instance.site
}

/** Whether a member is declared nearer to the instance's own class than another one. */
function isMoreDerived(
  context: Context,
  instance: InstanceValue,
  member: MemberDeclaration | null,
  than: MemberDeclaration,
): boolean {
  const nodes = classChain(context, instance.class).map(({ node }) => node)
  return member !== null && nodes.indexOf(member.class.node) < nodes.indexOf(than.class.node)
}

function isEmptyText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) && node.text === ''
}

/** `this.itemRoute(id)` among a call's arguments, where a subclass has a method of its own for it. */
function overridingMethod(context: Context, instance: InstanceValue, call: ts.Node): MemberDeclaration | null {
  let owner: ts.Node = call
  while (owner.parent && !ts.isClassLike(owner)) owner = owner.parent
  let found: MemberDeclaration | null = null
  const visit = (node: ts.Node): void => {
    if (found) return
    const callee = ts.isCallExpression(node) ? node.expression : null
    if (callee && ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const member = findMember(context, instance.class, callee.name.text)
      if (member && member.class.node !== owner && isMethod(member.element)) found = member
    }
    ts.forEachChild(node, visit)
  }
  if (ts.isCallExpression(call)) for (const argument of call.arguments) visit(argument)
  return found
}
