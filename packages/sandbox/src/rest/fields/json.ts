import { isStorable } from '../../gateway/storable.ts'
import { isRecord } from '@m4sh/tools-core/values'
import {
  nullProblem,
  problem,
  schemaOf,
  tryFields,
  typeOf,
  type Field,
  type Fields,
  type Reading,
  type ValuesOf,
} from './field.ts'

/** Any JSON object that PostgreSQL can keep. */
export function jsonObject(): Field<Readonly<Record<string, unknown>>> {
  return {
    schema: { type: 'object', additionalProperties: {} },
    read: (given) => {
      if (given === null) return nullProblem
      if (!isRecord(given)) return problem(`Expected a dictionary of items but got type "${typeOf(given)}".`)
      return isStorable(given) ? { value: given } : problem(unstorable)
    },
  }
}

const unstorable = 'Null characters, surrogate characters and more than 64 levels of nesting are not allowed.'

export interface ListOptions {
  readonly minItems?: number
  readonly maxItems?: number
}

export function listOf<T>(item: Field<T>, { minItems, maxItems }: ListOptions = {}): Field<readonly T[]> {
  const limits = { ...(minItems === undefined ? {} : { minItems }), ...(maxItems === undefined ? {} : { maxItems }) }
  return {
    schema: { type: 'array', items: item.schema, ...limits },
    read: (given) => {
      if (given === null) return nullProblem
      if (!Array.isArray(given)) return problem(`Expected a list of items but got type "${typeOf(given)}".`)
      if (minItems !== undefined && given.length < minItems) return problem('This list may not be empty.')
      if (maxItems !== undefined && given.length > maxItems)
        return problem(`Ensure this field has no more than ${maxItems} elements.`)
      return readItems(item, given)
    },
  }
}

function readItems<T>(item: Field<T>, given: readonly unknown[]): Reading<readonly T[]> {
  const values: T[] = []
  for (const [index, raw] of given.entries()) {
    const reading = item.read(raw)
    // The first one is enough: a list may be long.
    if ('problem' in reading) return { problem: { [index]: reading.problem } }
    values.push(reading.value)
  }
  return { value: values }
}

/** An object within a body. */
export function section<F extends Fields>(fields: F): Field<ValuesOf<F>> {
  return {
    schema: schemaOf(fields),
    read: (given) => {
      if (given === null) return nullProblem
      if (!isRecord(given)) return problem(`Invalid data. Expected a dictionary, but got ${typeOf(given)}.`)
      return tryFields(fields, given)
    },
  }
}
