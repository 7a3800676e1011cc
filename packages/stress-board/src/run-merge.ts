import { type ExitCode, UsageError } from '@m4sh/tools-core/cli'
import type { Context } from './run-stress.ts'

export async function runMerge(_context: Context, _reports: readonly string[]): Promise<ExitCode> {
  throw new UsageError('not yet')
}
