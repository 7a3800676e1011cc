import type { Context } from './context.ts'
import { concatenate } from './texts.ts'
import { callFunction } from './functions.ts'
import { distinct, numberOf, outcome } from './outcomes.ts'
import {
  plainText,
  text,
  undefinedValue,
  unknown,
  type Argument,
  type ArrayValue,
  type Outcome,
  type Value,
} from './value.ts'

/** Methods of a list whose elements are known, at least by their number. */
export function callArray(
  context: Context,
  method: string,
  receiver: Value | null,
  args: readonly Argument[],
): Outcome[] {
  if (receiver?.kind !== 'array') return [outcome(unknown({ name: 'list' }))]
  const given = args.map((arg) => arg.evaluate())
  switch (method) {
    case 'join': {
      const separator = plainText(given[0]?.[0]?.value ?? undefinedValue) ?? ','
      return concatenate(
        receiver.elements.flatMap((element, index) => [
          ...(index > 0 ? [[outcome(text(separator))]] : []),
          element.evaluate().map(joinedElement),
        ]),
      )
    }
    case 'filter':
      return [
        outcome({
          kind: 'array',
          elements: receiver.elements.filter((element) => isKept(context, element, given[0]?.[0]?.value)),
        }),
      ]
    case 'concat':
      return [
        outcome({
          kind: 'array',
          elements: [
            ...receiver.elements,
            ...given.flatMap((outcomes, index) => {
              const value = outcomes[0]?.value
              return value?.kind === 'array' ? [...value.elements] : [args[index] as Argument]
            }),
          ],
        }),
      ]
    case 'map':
      return [
        outcome({
          kind: 'array',
          elements: receiver.elements.map((element) => ({
            node: element.node,
            evaluate: () =>
              distinct(
                (given[0] ?? []).flatMap(({ value }) =>
                  value.kind === 'function' ? callFunction(context, value, [element]) : element.evaluate(),
                ),
              ),
          })),
        }),
      ]
    case 'reverse':
      return [outcome({ kind: 'array', elements: receiver.elements.toReversed() })]
    case 'slice':
      return [sliced(receiver, given)]
    case 'sort':
    case 'flat':
      return [outcome(receiver)]
    case 'at':
      return elementAt(receiver, numberOf(given[0]))
    case 'pop':
      return elementAt(receiver, -1)
    case 'find':
      return elementAt(receiver, undefined)
    case 'reduce':
      return reduced(context, receiver, args)
    default:
      return [outcome(unknown({ name: 'list' }))]
  }
}

/** One element, or any of them where it is not known which. */
function elementAt(list: ArrayValue, index: number | undefined): Outcome[] {
  if (index === undefined || !isCountable(list)) return distinct(list.elements.flatMap((element) => element.evaluate()))
  return list.elements.at(index)?.evaluate() ?? [outcome(undefinedValue)]
}

/** Where no `...rest` hides how many there are. */
export function isCountable({ elements }: ArrayValue): boolean {
  return elements.every(({ spread }) => spread !== true)
}

function sliced(list: ArrayValue, given: readonly Outcome[][]): Outcome {
  const ends = given.map(numberOf)
  if (ends.includes(undefined) || !isCountable(list)) return outcome(unknown({ name: 'list' }))
  return outcome({ kind: 'array', elements: list.elements.slice(...ends) })
}

/** What a predicate keeps for sure is kept, and what it only may keep; `filter(Boolean)` leaves out what is empty. */
function isKept(context: Context, element: Argument, predicate: Value | undefined): boolean {
  if (predicate?.kind !== 'function') return !element.evaluate().every(({ value }) => isEmpty(value))
  return !callFunction(context, predicate, [element]).every(({ value }) => isEmpty(value))
}

function isEmpty(value: Value): boolean {
  return (value.kind === 'literal' && !value.value) || (value.kind === 'text' && value.parts.length === 0)
}

/** A number among the words of a path is somebody's id. */
function joinedElement(one: Outcome): Outcome {
  return one.value.kind === 'literal' && typeof one.value.value === 'number'
    ? outcome(unknown({ name: 'id', type: 'number' }), one.guards)
    : one
}

/** `names.reduce((path, name) => path.replace(`:${name}`, values[name]), route)`. */
function reduced(context: Context, { elements }: ArrayValue, args: readonly Argument[]): Outcome[] {
  const [step, initial] = args
  const [only, ...more] = step?.evaluate() ?? []
  let result = initial?.evaluate() ?? elements[0]?.evaluate() ?? [outcome(undefinedValue)]
  if (only?.value.kind !== 'function' || more.length > 0) return result
  for (const element of initial ? elements : elements.slice(1)) {
    const before = result
    const given: Argument = { node: null, evaluate: () => before }
    result = callFunction(context, only.value, [given, element])
  }
  return result
}
