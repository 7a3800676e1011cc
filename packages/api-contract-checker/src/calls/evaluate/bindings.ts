import { ts } from '../syntax/compiler.ts'
import type { BindingStep } from '../syntax/scope.ts'
import { sourceOf, type Context } from './context.ts'
import { elementOf } from './entries.ts'
import { evaluate } from './evaluate.ts'
import { memberOf } from './members.ts'
import { distinct, noGuards, outcome, withGuards } from './outcomes.ts'
import { unknown, type Env, type Guards, type Outcome } from './value.ts'

/**
 * What `for (const x of list)` and `list.map((x) => …)` give one by one.
 * @param by what goes through the list: the loop, the callback, the call
 */
export function elementsOf(list: Outcome, name: string, by: ts.Node): Outcome[] {
  if (list.value.kind === 'array') {
    const { elements } = list.value
    const each = elements.flatMap((element, index) => {
      if (element.spread) return []
      // What is read of one element belongs together: `send({ method: item.method, url: item.url })`.
      const only: Guards =
        elements.length > 1 ? new Map([[`each ${sourceOf(by).fileName}:${by.pos}`, String(index)]]) : noGuards
      return withGuards(withGuards(element.evaluate(), list.guards), only)
    })
    // `const rows = []` is filled at run time.
    return each.length > 0 ? each : [outcome(unknown({ name }), list.guards)]
  }
  if (list.value.kind === 'unknown')
    return [outcome({ kind: 'unknown', hole: { ...list.value.hole, name } }, list.guards)]
  return [outcome(unknown({ name }), list.guards)]
}

/** Takes `{ a: [b] }` patterns apart. */
export function followBinding(context: Context, whole: Outcome[], steps: readonly BindingStep[], env: Env): Outcome[] {
  let outcomes = whole
  for (const { key, default: initial } of steps) {
    if (key === null) outcomes = [outcome(unknown({ name: 'rest' }))]
    else if (typeof key === 'string') outcomes = memberOf(context, outcomes, key, null)
    else if (typeof key === 'number')
      outcomes = elementOf(context, outcomes, [outcome({ kind: 'literal', value: key })], null)
    // `...rest` keeps the rest of the object: what was taken out does no harm in it.
    if (initial && outcomes.every(({ value }) => value.kind === 'literal' && value.value === undefined))
      outcomes = evaluate(context, initial, env)
    else if (initial && outcomes.some(({ value }) => value.kind === 'unknown'))
      outcomes = withDefault(context, outcomes, initial, env)
  }
  return distinct(outcomes)
}

/** A default stands in only for what no caller decides. */
function withDefault(context: Context, outcomes: Outcome[], initial: ts.Expression, env: Env): Outcome[] {
  const open = outcomes.filter(({ value }) => value.kind === 'unknown')
  if (
    open.every(
      ({ value }) => value.kind === 'unknown' && (value.hole.kind === 'value' || value.hole.kind === 'environment'),
    )
  ) {
    const defaults = evaluate(context, initial, env)
    return [...outcomes.filter(({ value }) => value.kind !== 'unknown'), ...defaults]
  }
  return outcomes
}
