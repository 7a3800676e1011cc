import type { Client } from '../clients/client.ts'
import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { dependOn, maxDepth, type Context } from './context.ts'
import { enumMember } from './enum-members.ts'
import { evaluate } from './evaluate.ts'
import { memberOf } from './members.ts'
import { exportOutcomes } from './module-values.ts'
import { propertyKey, propertyOutcomes } from './object-members.ts'
import { charAt } from './text-methods.ts'
import { distinct, maxOutcomes, outcome, withGuards } from './outcomes.ts'
import { plainText, unknown, type Hole, type Outcome, type Value } from './value.ts'

/** `value[key]`: with a key that is not known every entry is possible. */
export function elementOf(
  context: Context,
  values: readonly Outcome[],
  keys: readonly Outcome[],
  at: ts.ElementAccessExpression | null,
): Outcome[] {
  const plain = keys.map(({ value }) => plainText(value))
  if (plain.length > 0 && plain.every((key) => key !== null)) {
    return distinct(
      keys.flatMap(({ guards }, index) => {
        const key = plain[index] as string
        const found = values.flatMap((one) => {
          if (one.value.kind === 'array')
            return withGuards(one.value.elements[Number(key)]?.evaluate() ?? [], one.guards)
          if (one.value.kind === 'text' && /^\d+$/.test(key))
            return [outcome(charAt(one.value.parts, Number(key)), one.guards)]
          return memberOf(context, [one], key, null)
        })
        return withGuards(found, guards)
      }),
    )
  }
  return distinct(values.flatMap((one) => everyEntry(context, one, keys, at)))
}

function everyEntry(context: Context, one: Outcome, keys: readonly Outcome[], at: ts.Node | null): Outcome[] {
  // What the caller decides is left to the caller: only what nobody decides opens every entry.
  const [key] = keys
  if (one.value.kind === 'client' && key?.value.kind === 'unknown') return openVerb(one.value.client, key.value.hole)
  const entries = entriesOf(context, one.value)
  if (entries.length === 0 || entries.length > maxOutcomes) {
    const hole = one.value.kind === 'unknown' ? one.value.hole : null
    return [outcome(hole ? { kind: 'unknown', hole } : unknown({ name: at ? 'entry' : 'value' }), one.guards)]
  }
  return entries.flatMap(([name, outcomes]) =>
    outcomes.map(({ value, guards }) =>
      outcome(value, new Map([...guards, [`[${key ? keyText(key.value) : ''}]`, name]])),
    ),
  )
}

/** `client[verb]`: sends, by whatever method. */
function openVerb(client: Client, hole: Hole): Outcome[] {
  const shape = client.kind.members['post'] ?? client.kind.members['POST']
  return [
    outcome(shape ? { kind: 'sender', client, shape: { ...shape, methodHole: hole } } : unknown({ name: hole.name })),
  ]
}

function keyText(value: Value): string {
  return value.kind === 'unknown' ? `${value.hole.name}@${value.hole.owner?.pos ?? ''}` : 'key'
}

/** Every entry of an object, array or enum, as far as the source shows them. */
export function entriesOf(context: Context, value: Value): [string, Outcome[]][] {
  if (context.depth >= maxDepth || context.budget <= 0) {
    dependOn(context, 0)
    return []
  }
  context.budget--
  context.depth++
  try {
    return ownEntries(context, value)
  } finally {
    context.depth--
  }
}

function ownEntries(context: Context, value: Value): [string, Outcome[]][] {
  if (value.kind === 'object') {
    return value.sources.flatMap((source): [string, Outcome[]][] => {
      if ('key' in source) return [[source.key, source.outcomes]]
      if ('spread' in source) return source.spread.flatMap((spread) => entriesOf(context, spread.value))
      return source.literal.properties.flatMap((property): [string, Outcome[]][] => {
        if (ts.isSpreadAssignment(property))
          return evaluate(context, property.expression, source.env).flatMap((spread) =>
            entriesOf(context, spread.value),
          )
        const key = propertyKey(context, property, source.env)
        return key === null ? [] : [[key, propertyOutcomes(context, property, source.env, value)]]
      })
    })
  }
  if (value.kind === 'array') return value.elements.map((element, index) => [String(index), element.evaluate()])
  if (value.kind === 'enum')
    return value.node.members.flatMap((member): [string, Outcome[]][] =>
      ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)
        ? [[member.name.text, [outcome(enumMember(context, value.node, member.name.text))]]]
        : [],
    )
  if (value.kind === 'namespace') {
    const parsed = context.project.parse(value.path)
    if (!parsed) return []
    return [...exportsOf(parsed.source).named.keys()].map((name) => [
      name,
      exportOutcomes(context, value.path, name) ?? [],
    ])
  }
  return []
}
