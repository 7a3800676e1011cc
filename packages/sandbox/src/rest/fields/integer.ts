import { nullProblem, problem, type Field } from './field.ts'

export interface IntegerOptions {
  readonly minimum?: number
  readonly maximum?: number
}

export function integer({ minimum, maximum }: IntegerOptions = {}): Field<number> {
  const limits = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) }
  return {
    schema: { type: 'integer', ...limits },
    read: (given) => {
      if (given === null) return nullProblem
      const value = typeof given === 'string' && /^\s*-?\d+\s*$/.test(given) ? Number(given) : given
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return problem('A valid integer is required.')
      if (minimum !== undefined && value < minimum)
        return problem(`Ensure this value is greater than or equal to ${minimum}.`)
      if (maximum !== undefined && value > maximum)
        return problem(`Ensure this value is less than or equal to ${maximum}.`)
      return { value }
    },
  }
}
