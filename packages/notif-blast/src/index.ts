export { ExpectedError, RunError, UsageError } from '@m4sh/tools-core/errors'
export {
  type BlastDeps,
  type BlastPlan,
  type BlastProgress,
  type BlastRun,
  blastNotifications,
} from './blast-notifications.ts'
export type { Config } from './config.ts'
export type * from './result.ts'
export { makeRunKey, readRunKey, type RunKey } from './rows/run-id.ts'
export { readRunFile, type RunFile } from './runs/run-file.ts'
