import type { ValueSource } from './value-place.ts'
import { flagName } from './flags.ts'

/** What decides, and what then means nothing. */
export interface IgnoredRule {
  /** `with --closed` */
  readonly when: string
  /** Flags by their keys. */
  readonly ignored: readonly string[]
  readonly holds: (values: Readonly<Record<string, unknown>>) => boolean
}

/**
 * Says which flags were given and mean nothing beside the others; what environment and file say for many runs is no
 * mistake.
 */
export function ignoredOptions(
  rules: readonly IgnoredRule[],
  values: Readonly<Record<string, unknown>>,
  sources: Readonly<Record<string, ValueSource | undefined>>,
): string[] {
  return rules.flatMap(({ when, ignored, holds }) => {
    if (!holds(values)) return []
    return ignored
      .filter((key) => sources[key]?.kind === 'flag')
      .map((key) => `--${flagName(key)} means nothing ${when}.`)
  })
}
