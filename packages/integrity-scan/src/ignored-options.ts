import { type IgnoredRule, outputFlags } from '@m4sh/tools-core/cli'

/** What means nothing beside other flags. */
export const ignoredRules: readonly IgnoredRule[] = [
  {
    when: 'without --fix',
    ignored: ['fixTimes', 'deleteStale', 'maxChanges', 'undoDir'],
    // Which rows could be repaired is told without it, too.
    holds: ({ fix, undo }) => fix !== true && undo === undefined,
  },
  {
    when: 'with --undo',
    ignored: [
      'only',
      'skip',
      'severity',
      'samples',
      'allSamples',
      'keys',
      'emitConstraints',
      'failOn',
      'maxCritical',
      'maxWarning',
      'maxInfo',
      'compare',
      'fixTimes',
      'deleteStale',
      'maxChanges',
      'undoDir',
      'threshold',
    ],
    holds: ({ undo }) => undo !== undefined,
  },
  {
    when: 'with --list',
    ignored: ['fix', 'undo', ...Object.keys(outputFlags), 'compare', 'allSamples', 'emitConstraints', 'threshold'],
    holds: ({ list }) => list === true,
  },
]
