import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { skipWrappers } from '../syntax/source-index.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { holeName, isIdName } from './hole-names.ts'
import { combine, outcome } from './outcomes.ts'
import { plainText, text, toParts, unknown, type Env, type Outcome, type Part, type Value } from './value.ts'

export function evaluateTemplate(context: Context, node: ts.TemplateExpression, env: Env): Outcome[] {
  const lists: Outcome[][] = [[outcome(text(node.head.text))]]
  for (const span of node.templateSpans) {
    lists.push(named(evaluate(context, span.expression, env), span.expression), [outcome(text(span.literal.text))])
  }
  return concatenate(lists)
}

/** Text of several pieces, every combination of their outcomes. */
export function concatenate(lists: readonly (readonly Outcome[])[]): Outcome[] {
  return combine(lists, (values) => text(...values.flatMap((value): readonly Part[] => toParts(value))))
}

/** `let kind` that every branch sets is not meant to be without a value inside of a text. */
function meant(outcomes: readonly Outcome[]): readonly Outcome[] {
  const given = outcomes.filter(({ value }) => !(value.kind === 'literal' && (value.value ?? null) === null))
  return given.some(({ value }) => value.kind === 'text') ? given : outcomes
}

/** Values that have a text of their own; an object or a function inside of a URL is something that only a run knows. */
const writable: ReadonlySet<Value['kind']> = new Set(['text', 'literal', 'url', 'query', 'unknown'])

/** Gives values that exist only at run time the name by which the source calls them. */
export function named(outcomes: readonly Outcome[], expression: ts.Expression): Outcome[] {
  const name = holeName(skipWrappers(expression))
  return meant(outcomes).map(({ value, guards }) => {
    // `getLesson(42)` asks for a lesson by its id: what is given is an example, not a part of the path.
    if (isExample(value, expression)) return outcome(unknown({ name, type: isNumber(value) ? 'number' : null }), guards)
    if (value.kind === 'unknown' && isVague(value.hole.name))
      return outcome({ kind: 'unknown', hole: { ...value.hole, name } }, guards)
    // `${undefined}` is never meant: what was not found is known only at run time.
    if (value.kind === 'literal' && typeof value.value !== 'number') return outcome(unknown({ name }), guards)
    return outcome(writable.has(value.kind) ? value : unknown({ name }), guards)
  })
}

function isExample(value: Value, expression: ts.Expression): boolean {
  const isId = isNumber(value) || (plainText(value) !== null && isIdName(holeName(skipWrappers(expression))))
  // `/v${version}/` with a 2 is `/v2/`.
  return isId && isParameterName(expression) && !/version$|^v$/i.test(holeName(skipWrappers(expression)))
}

function isNumber(value: Value): boolean {
  const plain = plainText(value)
  return plain !== null && /^\d+$/.test(plain)
}

function isParameterName(expression: ts.Expression): boolean {
  const node = skipWrappers(expression)
  return ts.isIdentifier(node) && resolveName(node.text, node)?.kind === 'parameter'
}

function isVague(name: string): boolean {
  return name === 'value' || name === 'result' || name === 'data'
}
