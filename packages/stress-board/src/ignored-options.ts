import { flagName, type ValueSource } from '@m4sh/tools-core/cli'

/** What decides, and what then means nothing. */
interface Rule {
  readonly when: string
  readonly ignored: readonly string[]
  readonly holds: (values: Readonly<Record<string, unknown>>) => boolean
}

const rules: readonly Rule[] = [
  { when: 'with --closed', ignored: ['rate', 'arrivals'], holds: ({ closed }) => closed === true },
  { when: 'without --closed', ignored: ['thinkTime'], holds: ({ closed }) => closed !== true },
  { when: 'with --stages', ignored: ['clients', 'duration', 'rampUp'], holds: ({ stages }) => stages !== undefined },
  { when: 'without --live', ignored: ['livePort'], holds: ({ live }) => live !== true },
  { when: 'without --user-ids', ignored: ['jwtSecret'], holds: ({ userIds }) => userIds === undefined },
  { when: 'without --jitter', ignored: ['jitterShape'], holds: ({ jitter }) => jitter === 0 },
  { when: 'without --packet-loss', ignored: ['lossBurst'], holds: ({ packetLoss }) => packetLoss === 0 },
]

/** Flags that were given and mean nothing beside the others; what environment and file say for many runs is no mistake. */
export function ignoredOptions(
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
