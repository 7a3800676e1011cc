/** What an ignore rule may name. */
export const ignorableMethods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'QUERY',
  '*',
]

/** `get, POST` → `GET`, `POST`. */
export function methodsOf(method: string): string[] {
  return method
    .split(/[,|\s]+/)
    .filter((one) => one !== '')
    .map((one) => one.toUpperCase())
}
