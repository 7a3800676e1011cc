import type { Parameter } from '../spec/operation.ts'

/** The name before the brackets: `filter[status]` and `ids[]` belong to `filter` and `ids`. */
export function queryName(name: string): string {
  const at = name.indexOf('[')
  return at <= 0 ? name : name.slice(0, at)
}

export function queryNames(parameters: readonly Parameter[]): string[] {
  return [...new Set(parameters.map(({ name }) => name))]
}
