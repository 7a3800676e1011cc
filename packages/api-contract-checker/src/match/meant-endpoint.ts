import type { CallStatus } from '../result.ts'

/** Methods that are easily taken for each other: who writes PUT may mean PATCH, but nobody who writes GET means DELETE. */
const kinds: readonly (readonly string[])[] = [
  ['GET', 'HEAD'],
  ['POST', 'PUT', 'PATCH'],
]

export interface MismatchingCall {
  status: CallStatus
  method: string | null
  /** All that the path has, as `PUT /rooms/{id}/`. */
  operations: readonly string[]
}

/**
 * The endpoints that calls with another method plainly meant: there the finding is, and the endpoint's own would only
 * repeat it. Where it cannot be told, the endpoint is simply not called.
 * @param unused those that no call reaches and that are to be called
 */
export function meantEndpoints(calls: readonly MismatchingCall[], unused: ReadonlySet<string>): Set<string> {
  const meant = calls.map(({ status, method, operations }) =>
    status === 'method-mismatch' && method !== null ? meantBy(method, operations, unused) : null,
  )
  return new Set(meant.filter((name) => name !== null))
}

function meantBy(method: string, operations: readonly string[], unused: ReadonlySet<string>): string | null {
  const [only, ...rest] = operations
  // A path with one method leaves no choice, and still: what removes is not taken for what does not.
  if (only !== undefined && rest.length === 0 && unused.has(only))
    return (method === 'DELETE') === (methodOf(only) === 'DELETE') ? only : null
  const [kin, ...others] = operations.filter((name) => unused.has(name) && isAlike(method, methodOf(name)))
  return kin !== undefined && others.length === 0 ? kin : null
}

function isAlike(one: string, other: string): boolean {
  return kinds.some((kind) => kind.includes(one) && kind.includes(other))
}

function methodOf(operation: string): string {
  return operation.split(' ', 1)[0] ?? ''
}
