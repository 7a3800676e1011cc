import type { ContractLocalization } from './language/index.ts'
import type { ContractResult } from './result.ts'

/** One of several schemas stands in front of what is said about it. */
export function translateWarning(
  { translate }: ContractLocalization,
  { schemas }: Pick<ContractResult, 'schemas'>,
  warning: string,
): string {
  const prefixes = schemas.length > 1 ? schemas.map(({ source }) => `${source}: `) : []
  const prefix = prefixes.find((one) => warning.startsWith(one)) ?? ''
  return prefix + translate(warning.slice(prefix.length))
}
