/** What parts of a page say that they show, and the report does not have: it could not be copied. */
export function missingPaths(
  sections: readonly { readonly id: string; readonly paths: readonly string[] }[],
  report: object,
): string[] {
  return sections.flatMap(({ id, paths }) =>
    paths.filter((path) => !hasPath(report, path.split('.'))).map((path) => `${id}: ${path}`),
  )
}

function hasPath(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
  return hasPath(Object.entries(value).find(([name]) => name === key)?.[1], rest)
}
