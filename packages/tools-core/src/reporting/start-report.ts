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

/** Notes when a run began; `finish` gives the whole report. Secrets are taken out of everything that it holds. */
export function startReport({ tool, target, options, secrets = [], seed = null, shard = null, host }: ReportStart): {
  finish: <Result>(end: ReportEnd<Result>) => Report<Result>
} {
  const startedAt = host.clock.now()
  const startedMs = host.clock.monotonic()
  return {
    finish: <Result>(end: ReportEnd<Result>): Report<Result> =>
      redact(
        {
          schemaVersion: 1,
          tool,
          run: {
            id: host.uuid(),
            startedAt: startedAt.toISOString(),
            finishedAt: host.clock.now().toISOString(),
            durationMs: Math.round((host.clock.monotonic() - startedMs) * 10) / 10,
            interrupted: end.interrupted ?? false,
            seed,
            shard,
            environment: { ...host.machine },
          },
          target: { ...target, ...end.target },
          options,
          thresholds: end.thresholds ?? [],
          verdict: end.verdict,
          warnings: [...(end.warnings ?? [])],
          result: end.result,
        },
        secrets,
      ),
  }
}
