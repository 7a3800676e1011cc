import { describe, test } from '@jest/globals'

/** Something that a deployment was not given, and how to give it. */
export class Missing {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

export function isGiven<T>(need: T | Missing): need is T {
  return !(need instanceof Missing)
}

export function bothOf<A, B>(one: A | Missing, other: B | Missing): { one: A; other: B } | Missing {
  if (one instanceof Missing) return one
  return other instanceof Missing ? other : { one, other }
}

/** What needs something is skipped with the reason where it was not given. */
export function describeWith<T>(name: string, need: T | Missing, body: (given: T) => void): void {
  if (need instanceof Missing) return skip(name, need.reason)
  // oxlint-disable-next-line jest/valid-title
  describe(name, () => {
    body(need)
  })
}

/** The reason stands where the report of the run shows it. */
export function skip(name: string, reason: string): void {
  // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  test.skip(`${name} (skipped: ${reason})`, () => undefined)
}
