import type { IgnoredRule } from '@m4sh/tools-core/cli'

/** What means nothing beside other flags. */
export const ignoredRules: readonly IgnoredRule[] = [
  {
    when: 'without --push',
    ignored: ['pushVia', 'pushConcurrency', 'pushQueue'],
    holds: ({ push }) => push !== true,
  },
  {
    when: 'with --push-via http, by which the platform makes the rows',
    ignored: ['method', 'batchSize', 'connections', 'asyncCommit', 'retries', 'retryFor', 'batchTimeout'],
    holds: ({ push, pushVia }) => push === true && pushVia === 'http',
  },
  { when: 'with --push-via ws', ignored: ['pushConcurrency'], holds: ({ pushVia }) => pushVia === 'ws' },
  { when: 'without --listen', ignored: ['listenTimeout', 'tokens', 'users'], holds: ({ listen }) => listen !== true },
  { when: 'without --all-users', ignored: ['perUser'], holds: ({ allUsers }) => allUsers !== true },
]
