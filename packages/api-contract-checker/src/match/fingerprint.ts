import { sha256 } from '../sha256.ts'

/** Gives fingerprints that survive moved lines and renamed variables: equal parts are told apart by their order. */
export type Fingerprint = (parts: readonly (string | null)[]) => string

export function createFingerprint(): Fingerprint {
  const counts = new Map<string, number>()
  return (parts) => {
    const key = parts.map((part) => part ?? '').join('\0')
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return sha256(`${key}\0${nth}`).slice(0, 16)
  }
}

/** `/users/{userId}/` → `/users/{}/`. */
export function withoutNames(path: string | null): string | null {
  return path === null ? null : path.replaceAll(/\{[^{}]*\}/g, '{}')
}
