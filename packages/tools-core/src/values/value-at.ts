import { isRecord } from './is-record.ts'

/** What stands at a path of keys, such as `result.latency.p95`; `undefined` where there is nothing of its own. */
export function valueAt(root: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), root)
}
