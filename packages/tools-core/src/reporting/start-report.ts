import type { Clock, Machine } from '../host/host.ts'
import { Redactor } from '../redaction/redactor.ts'
import type { ThresholdRow } from '../stats/thresholds.ts'
import type { Report, Verdict } from './report.ts'

/** What is known of a run before it begins. */
export interface ReportStart {
  tool: { name: string; version: string }
  target: Record<string, unknown>
  /** The effective ones; `lang`, which says how it is read, is left out. */
  options: Record<string, unknown>
  /** Of the run; what is added to it until the report is finished does not appear either. */
  secrets?: Redactor
  /** More fields whose texts are the tool's own words or the names of things, besides {@link usualPlainFields}. */
  plainFields?: readonly string[]
  /** A UUID, where the run has one of its own; else one is made. */
  runId?: string
  seed?: number | null
  shard?: { index: number; total: number } | null
  host: { clock: Clock; machine: Machine; uuid: () => string }
}

/** What is known of a run when it is over. */
export interface ReportEnd<Result> {
  result: Result
  verdict: Verdict
  thresholds?: ThresholdRow[]
  warnings?: readonly string[]
  interrupted?: boolean
  /** Facts of the target that are known only now. */
  target?: Record<string, unknown>
}

/** A password that is "error" must not eat the severity of a finding. */
export const usualPlainFields: readonly string[] =
  'id ids rule ruleId check severity status outcome kind method file files line lines column'.split(' ')

/** Notes when a run began; `finish` gives the whole report. Secrets are taken out of whatever came from outside. */
export function startReport({
  tool,
  target,
  options,
  secrets = new Redactor(),
  plainFields = [],
  runId,
  seed = null,
  shard = null,
  host,
}: ReportStart): {
  finish: <Result>(end: ReportEnd<Result>) => Report<Result>
} {
  const fields = { plainFields: [...usualPlainFields, ...plainFields] }
  const id = runId ?? host.uuid()
  const startedAt = host.clock.now()
  const startedMs = host.clock.monotonic()
  // A report is the same whatever language people read it in.
  const { lang: _, ...asked } = options
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
      ...secrets.redact(
        { target: { ...target, ...end.target }, options: asked, thresholds: end.thresholds ?? [] },
        fields,
      ),
      // The tool's own word: a password that is "pass" must not eat it.
      verdict: end.verdict,
      ...secrets.redact({ warnings: [...(end.warnings ?? [])], result: end.result }, fields),
    }),
  }
}
