import type { Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { outcome } from '../evaluate/outcomes.ts'
import { undefinedValue, type Argument, type ObjectSource, type Outcome } from '../evaluate/value.ts'
import { ts } from '../syntax/compiler.ts'
import type { FunctionNode } from '../syntax/source-index.ts'

/** The arguments of a caller who gives no more than it must: what may be left out is, the rest stays open. */
export function leastArguments(context: Context, fn: FunctionNode): Argument[] {
  return fn.parameters
    .filter(({ dotDotDotToken }) => !dotDotDotToken)
    .map(({ name, initializer, questionToken }) => {
      const isLeftOut = initializer !== undefined || questionToken !== undefined
      return { node: null, evaluate: () => (isLeftOut ? [outcome(undefinedValue)] : least(context, name)) }
    })
}

function least(context: Context, name: ts.BindingName): Outcome[] {
  if (ts.isIdentifier(name)) return evaluate(context, name, null)
  if (ts.isArrayBindingPattern(name)) return [outcome({ kind: 'array', elements: [] })]
  const sources = name.elements.flatMap((element): ObjectSource[] => {
    const key = element.propertyName ?? element.name
    if (element.initializer || element.dotDotDotToken || !ts.isIdentifier(key)) return []
    return [{ key: key.text, outcomes: least(context, element.name) }]
  })
  return [outcome({ kind: 'object', sources })]
}
