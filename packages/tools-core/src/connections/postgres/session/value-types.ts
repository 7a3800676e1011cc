import { type CustomTypesConfig, types as pgTypes } from 'pg'

/**
 * How values are read: as `pg` does it, but `bigint` is a number up to 2^53 − 1, and beyond that, where numbers would be
 * wrong, its digits as text. As a parameter both mean the same.
 */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: (...asked: Parameters<typeof pgTypes.getTypeParser>) =>
    asked[0] === pgTypes.builtins.INT8 && asked[1] !== 'binary' ? readBigint : pgTypes.getTypeParser(...asked),
}

export function readBigint(digits: string): number | string {
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : digits
}
