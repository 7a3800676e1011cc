import type { IgnoredRule } from '@m4sh/tools-core/cli'

/** What means nothing beside other flags. */
export const ignoredRules: readonly IgnoredRule[] = [
  { when: 'without --transport ws', ignored: ['wsType'], holds: ({ transport }) => transport !== 'ws' },
  { when: 'with --sender-token', ignored: ['token'], holds: ({ senderToken }) => senderToken !== undefined },
  {
    when: 'with --email and --password',
    ignored: ['token'],
    holds: ({ email }) => Array.isArray(email) && email.length > 0,
  },
]
