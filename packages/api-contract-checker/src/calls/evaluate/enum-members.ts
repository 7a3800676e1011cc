import { ts } from '../syntax/compiler.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { numberOf } from './outcomes.ts'
import { undefinedValue, unknown, type Value } from './value.ts'

export function enumMember(context: Context, node: ts.EnumDeclaration, name: string): Value {
  for (const member of node.members) {
    if (!ts.isIdentifier(member.name) && !ts.isStringLiteralLike(member.name)) continue
    if (member.name.text !== name) continue
    if (!member.initializer) return { kind: 'literal', value: countedFrom(context, node, node.members.indexOf(member)) }
    return evaluate(context, member.initializer, null)[0]?.value ?? undefinedValue
  }
  return unknown({ name })
}

/** Members without a value count on from the last one that has a number. */
function countedFrom(context: Context, { members }: ts.EnumDeclaration, index: number): number {
  const from = members.slice(0, index).findLastIndex(({ initializer }) => initializer !== undefined)
  const initializer = from === -1 ? undefined : members[from]?.initializer
  const start = initializer && numberOf(evaluate(context, initializer, null))
  return start === undefined ? index : start + index - from
}
