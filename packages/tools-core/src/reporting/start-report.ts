import type { Clock, Machine } from '../cli/host.ts'
import { redact } from './redact.ts'
import type { Report, ThresholdRow, Verdict } from './report.ts'

export interface ReportStart {
  tool: { name: string; version: string }
  target: Record<string, unknown>
  options: Record<string, unknown>
  /** Texts that must not appear anywhere, beside what looks like a secret by itself. */
  secrets?: readonly string[]
  seed?: number | null
  shard?: { index: number; total: number } | null
  host: { clock: Clock; machine: Machine; uuid: () => string }
}

export interface ReportEnd<Result> {
  result: Result
  verdict: Verdict
  thresholds?: ThresholdRow[]
  warnings?: readonly string[]
  interrupted?: boolean
  /** Facts of the target that are known only now. */
  target?: Record<string, unknown>
}

/** Notes when a run began; `finish` gives the whole report. Secrets are taken out of whatever came from
 * outside. */
export function startReport({ tool, target, options, secrets = [], seed = null, shard = null, host }: ReportStart): {
  finish: <Result>(end: ReportEnd<Result>) => Report<Result>
} {
  const id = host.uuid()
  const startedAt = host.clock.now()
  const startedMs = host.clock.monotonic()
  return {
    finish: <Result>(end: ReportEnd<Result>): Report<Result> => ({
      schemaVersion: 1,
      tool,
      run: {
        id,
        startedAt: startedAt.toISOString(),
        finishedAt: host.clock.now().toISOString(),
        durationMs: Math.round((host.clock.monotonic() - startedMs) * 10) / 10,
        interrupted: end.interrupted ?? false,
        seed,
        shard,
        environment: { ...host.machine },
      },
      ...redact({ target: { ...target, ...end.target }, options, thresholds: end.thresholds ?? [] }, secrets),
      // The tool's own word: a password that is "pass" must not eat it.
      verdict: end.verdict,
      ...redact({ warnings: [...(end.warnings ?? [])], result: end.result }, secrets),
    }),
  }
}
