import { UsageError } from '@m4sh/tools-core/cli'
import type { Mapping } from './catalog/find-platform.ts'
import type { CheckSettings } from './checks/check.ts'
import type { FixSettings } from './checks/fix.ts'
import type { ReferenceSetting } from './config-values.ts'
import type { CustomCheck } from './custom/custom-check.ts'
import type { Flags } from './flags.ts'
import type { IgnoreRule } from './ignore/ignore-rule.ts'
import type { Severity } from './result.ts'

/** Which checks are made. */
export interface Selection {
  readonly only: readonly string[]
  readonly skip: readonly string[]
  /** Empty for all. */
  readonly severities: readonly Severity[]
}

export interface DatabaseConfig {
  readonly connections: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly schemas: readonly string[]
}

export interface FixConfig {
  readonly isDryRun: boolean
  readonly undoFolder: string
  readonly maxRows: number
}

/** What is done. Times in milliseconds, paths absolute. */
export interface Config {
  /** As `--database-url` says; `null`: `DATABASE_URL`, else the `PG*` variables. */
  readonly databaseUrl: string | null
  readonly selection: Selection
  readonly checks: CheckSettings
  readonly custom: readonly CustomCheck[]
  readonly ignore: readonly IgnoreRule[]
  readonly mapping: Mapping
  readonly references: readonly ReferenceSetting[]
  readonly notReferences: readonly string[]
  readonly database: DatabaseConfig
  /** Rows of each check that are shown, and keys that are kept. */
  readonly limits: { readonly samples: number; readonly keys: number }
  readonly allSamplesFile: string | null
  readonly constraintsFile: string | null
  readonly compareFile: string | null
  readonly fixSettings: FixSettings
  /** `null` where nothing is to be repaired. */
  readonly fix: FixConfig | null
  /** The repair that is to be taken back; `null` for a scan. */
  readonly undo: { readonly file: string; readonly isDryRun: boolean } | null
  readonly failOn: Severity | 'none'
  readonly thresholds: readonly string[]
}

/** @throws {UsageError} for settings that contradict each other */
export function toConfig(values: Flags): Config {
  checkTasks(values)
  const twice = values.checks.find(({ id }, at) => values.checks.findIndex((other) => other.id === id) !== at)
  if (twice !== undefined)
    throw new UsageError(`The check ${twice.id} stands twice in the config file.`, {
      hint: 'Give each an id of its own.',
    })
  return {
    databaseUrl: values.databaseUrl ?? null,
    selection: { only: values.only, skip: values.skip, severities: values.severity },
    checks: { staleDays: values.staleDays, roles: values.roles },
    custom: values.checks,
    ignore: values.ignore,
    mapping: values.tables,
    references: values.references,
    notReferences: values.notReferences,
    database: {
      connections: values.connections,
      statementTimeoutMs: values.statementTimeout,
      lockTimeoutMs: values.lockTimeout,
      schemas: values.schema,
    },
    limits: { samples: values.samples, keys: values.keys },
    allSamplesFile: values.allSamples ?? null,
    constraintsFile: values.emitConstraints ?? null,
    compareFile: values.compare ?? null,
    fixSettings: { deleteStale: values.deleteStale, fixTimes: values.fixTimes },
    fix: values.fix ? { isDryRun: values.dryRun, undoFolder: values.undoDir, maxRows: values.maxChanges } : null,
    undo: values.undo === undefined ? null : { file: values.undo, isDryRun: values.dryRun },
    failOn: values.failOn,
    thresholds: [...limitsOf(values), ...values.threshold],
  }
}

function checkTasks({ undo, fix, dryRun, maxNew, compare, allSamples, emitConstraints }: Flags): void {
  for (const [flag, path] of Object.entries({ '--all-samples': allSamples, '--emit-constraints': emitConstraints }))
    if (path === '-')
      throw new UsageError(`${flag} is "-"; it must be the name of a file.`, {
        hint: 'Only --output - goes to stdout.',
      })
  if (undo !== undefined && fix)
    throw new UsageError('--fix and --undo contradict each other.', { hint: 'Give one of them at a time.' })
  if (dryRun && undo === undefined && !fix)
    throw new UsageError('--dry-run says what --fix or --undo would do, and neither is given.', {
      hint: 'Without --fix nothing is changed anyhow.',
    })
  if (maxNew !== undefined && compare === undefined)
    throw new UsageError('--max-new counts rows that an earlier report does not have, and there is none.', {
      hint: 'Give it with --compare FILE.json.',
    })
}

/** Limits as the thresholds that they are. */
function limitsOf({ maxCritical, maxWarning, maxInfo, maxNew }: Flags): string[] {
  const limits = { critical: maxCritical, warning: maxWarning, info: maxInfo, new: maxNew }
  return Object.entries(limits).flatMap(([name, most]) => (most === undefined ? [] : [`summary.${name}<=${most}`]))
}
