import {
  type ConfigValue,
  confirmFlags,
  databaseFlags,
  defineFlags,
  type FlagValues,
  generalFlags,
  outputFlags,
  thresholdFlags,
} from '@m4sh/tools-core/cli'
import { readCustomCheck } from './custom/custom-check.ts'
import { readIgnoreRule } from './ignore/ignore-rule.ts'
import { readMapping, readReference } from './config-values.ts'

/** Milliseconds. Timers take no more than 24 days. */
const day = 86_400_000

const severityNames = ['critical', 'warning', 'info'] as const

/**
 * Where the report goes where nothing else is said: below the working directory. What was undone is no scan: the next one
 * would be compared with nothing.
 */
export const defaultReports = { scan: 'reports/integrity-scan.json', undo: 'reports/integrity-scan-undo.json' }

export const flags = defineFlags({
  only: {
    type: 'string',
    list: true,
    placeholder: 'CHECK',
    describe: 'Checks to make: an id, lessons.*, or a category such as Lessons; repeatable',
    group: 'Which checks',
    envSeparator: ',',
  },
  skip: {
    type: 'string',
    list: true,
    placeholder: 'CHECK',
    describe: 'Checks to leave out, in the same words; repeatable',
    group: 'Which checks',
    envSeparator: ',',
  },
  severity: {
    type: 'string',
    list: true,
    choices: severityNames,
    envSeparator: ',',
    describe: 'Only checks that find such rows; repeatable',
    group: 'Which checks',
  },
  list: {
    type: 'boolean',
    default: false,
    describe: 'Lists the checks and ends; needs no database',
    group: 'Which checks',
    flagOnly: true,
  },
  staleDays: {
    type: 'integer',
    default: 30,
    min: 1,
    max: 36_500,
    placeholder: 'DAYS',
    describe: 'Unread notifications that are older are stale',
    group: 'Which checks',
  },

  samples: {
    type: 'integer',
    default: 20,
    min: 0,
    max: 1000,
    placeholder: 'N',
    describe: 'Broken rows of each check that the report shows; the count is exact all the same',
    group: 'Output',
  },
  allSamples: {
    type: 'path',
    placeholder: 'FILE.csv',
    describe: 'All broken rows, as CSV; never more than a few of them are in memory',
    group: 'Output',
  },
  keys: {
    type: 'integer',
    default: 10_000,
    min: 0,
    max: 1_000_000,
    placeholder: 'N',
    describe: 'Keys of each check that the report holds, for --compare',
    group: 'Output',
  },
  emitConstraints: {
    type: 'path',
    placeholder: 'FILE.sql',
    describe: 'Writes the constraints that would keep what was found from coming back',
    group: 'Output',
  },

  failOn: {
    type: 'string',
    choices: [...severityNames, 'none'],
    default: 'critical',
    describe: 'Fail for rows of this severity or worse; with --compare for new ones only',
    group: 'Verdict',
  },
  maxCritical: limitFlag('critical rows'),
  maxWarning: limitFlag('rows with a warning'),
  maxInfo: limitFlag('rows for information'),
  maxNew: limitFlag('rows that --compare does not have'),
  compare: {
    type: 'path',
    placeholder: 'FILE.json',
    describe: 'An earlier report: what is new, fixed and still open; where there is none yet, every row is new',
    group: 'Verdict',
  },

  fix: { type: 'boolean', default: false, describe: 'Repairs what can be repaired', group: 'Repair', config: false },
  dryRun: {
    type: 'boolean',
    default: false,
    describe: 'Says all that --fix or --undo would do, and changes nothing',
    group: 'Repair',
    config: false,
  },
  fixTimes: {
    type: 'boolean',
    default: false,
    describe: '--fix swaps start and end of lessons that end before they start',
    group: 'Repair',
  },
  deleteStale: {
    type: 'boolean',
    default: false,
    describe: '--fix removes stale notifications and does not mark them as read',
    group: 'Repair',
  },
  maxChanges: {
    type: 'integer',
    default: 1_000_000,
    min: 1,
    max: 100_000_000,
    placeholder: 'N',
    describe: '--fix refuses to change more rows',
    group: 'Repair',
  },
  undoDir: {
    type: 'path',
    default: 'reports/integrity-scan-undo',
    placeholder: 'DIR',
    describe: 'Where --fix leaves what --undo needs',
    group: 'Repair',
  },
  undo: {
    type: 'path',
    placeholder: 'FILE.jsonl',
    describe: 'Brings back what one --fix has changed; where its report goes says the command line',
    group: 'Repair',
    config: false,
  },

  ...databaseFlags,
  schema: {
    type: 'string',
    list: true,
    placeholder: 'NAME',
    describe: 'Schemas to look in, the first one first; else the search path, then all; repeatable',
    group: 'Database',
    envSeparator: ',',
  },
  connections: {
    type: 'integer',
    default: 2,
    min: 1,
    max: 16,
    placeholder: 'N',
    describe: 'Checks made at once, all on one picture of the database',
    group: 'Database',
  },
  statementTimeout: {
    type: 'duration',
    bareUnit: 's',
    default: '5m',
    min: 100,
    max: day,
    describe: 'A check that takes longer is given up',
    group: 'Database',
  },
  lockTimeout: {
    type: 'duration',
    bareUnit: 's',
    default: '5s',
    min: 1,
    max: day,
    describe: 'How long a lock is waited for',
    group: 'Database',
  },

  tables: {
    type: 'config',
    describe: 'Tables and columns of other names',
    validate: readMapping,
    default: {},
  },
  roles: {
    type: 'config',
    describe: 'Roles that users may have',
    validate: (value: ConfigValue) => value.list('a list of roles').map((role) => role.string('a role')),
    default: ['student', 'tutor', 'admin', 'superadmin'],
  },
  checks: {
    type: 'config',
    describe: 'Checks of your own',
    validate: (value: ConfigValue) => value.list('a list of checks').map(readCustomCheck),
    default: [],
  },
  ignore: {
    type: 'config',
    describe: 'Broken rows that are accepted',
    validate: (value: ConfigValue) => value.list('a list of rows to ignore').map(readIgnoreRule),
    default: [],
  },
  references: {
    type: 'config',
    describe: 'Columns that point to a table without a foreign key',
    validate: (value: ConfigValue) => value.list('a list of columns').map(readReference),
    default: [],
  },
  notReferences: {
    type: 'config',
    describe: 'Columns that only look as if they pointed to a table',
    validate: (value: ConfigValue) =>
      value
        .list('a list of columns')
        .map((column) => column.string('table.column, such as "billing_invoice.external_id"')),
    default: [],
  },

  ...thresholdFlags,
  ...outputFlags,
  output: { ...outputFlags.output, defaultText: defaultReports.scan },
  ...confirmFlags,
  ...generalFlags,
})

export type Flags = FlagValues<typeof flags>

function limitFlag(what: string) {
  return {
    type: 'integer',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    placeholder: 'N',
    describe: `Fail for more ${what}`,
    group: 'Verdict',
  } as const
}
