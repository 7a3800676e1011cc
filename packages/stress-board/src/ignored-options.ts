import type { IgnoredRule } from '@m4sh/tools-core/cli'

/** What means nothing beside other flags. */
export const ignoredRules: readonly IgnoredRule[] = [
  { when: 'with --closed', ignored: ['rate', 'arrivals'], holds: ({ closed }) => closed === true },
  { when: 'without --closed', ignored: ['thinkTime'], holds: ({ closed }) => closed !== true },
  { when: 'with --stages', ignored: ['clients', 'duration', 'rampUp'], holds: ({ stages }) => stages !== undefined },
  { when: 'without --live', ignored: ['livePort'], holds: ({ live }) => live !== true },
  { when: 'without --user-ids', ignored: ['jwtSecret'], holds: ({ userIds }) => userIds === undefined },
  { when: 'without --jitter', ignored: ['jitterShape'], holds: ({ jitter }) => jitter === 0 },
  { when: 'without --packet-loss', ignored: ['lossBurst'], holds: ({ packetLoss }) => packetLoss === 0 },
]
