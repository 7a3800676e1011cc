import { isNativeError } from 'node:util/types'

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return isNativeError(error) || error instanceof Error ? error.message : String(error)
}
