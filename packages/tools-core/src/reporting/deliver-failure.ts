import { ExitCode } from '../errors/exit-code.ts'
import { ExpectedError, inOneLine } from '../errors/errors.ts'
import type { Host } from '../host/host.ts'
import type { Destination } from './destinations.ts'
import { reportToGitHub } from './github-actions.ts'
import { type KeptIn, keepRun } from './keep-run.ts'
import type { Report, ReportViews } from './report.ts'
import type { startReport } from './start-report.ts'
import { writeReports } from './write-reports.ts'

/** What is known of a run that may end before there is anything to report. */
export interface FailureDelivery<Result> {
  readonly draft: ReturnType<typeof startReport>
  /** Of a run that has done nothing. */
  readonly nothing: () => Result
  readonly views: ReportViews<Result>
  readonly destinations: readonly Destination[]
  /** Files that the run compares with: they stay, for a run that failed is nothing to compare the next one with. */
  readonly comparedWith?: readonly string[]
  /** The label of the one line of the summary: `Compared`, `Measured`. */
  readonly done: string
  readonly context: KeptIn & {
    readonly host: Pick<Host, 'stdout' | 'stderr' | 'env'>
    readonly log: { warn(text: string): void }
    readonly signal: AbortSignal
  }
}

/**
 * Does the work of a run. Where its target cannot be used, or the run is stopped before there is anything to tell, the
 * JSON report says so: whoever reads it must not take the one of the run before for this one's; and in GitHub Actions
 * nobody looks at the log first. Reports for people stay as they were, as one of nothing would only be a loss.
 * @throws what the work throws, which is said by whoever called
 */
export async function orDeliverFailure<T, Result>(
  work: () => Promise<T>,
  delivery: FailureDelivery<Result>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isOfTarget = error instanceof ExpectedError && error.exitCode === ExitCode.target
    if (isOfTarget || delivery.context.signal.aborted) await deliver(isOfTarget ? error : null, delivery)
    throw error
  }
}

async function deliver<Result>(
  error: ExpectedError | null,
  { draft, nothing, views, destinations, comparedWith = [], done, context }: FailureDelivery<Result>,
): Promise<void> {
  const { host, log, signal } = context
  const said = error === null ? [] : [inOneLine(error)]
  const report = draft.finish({ result: nothing(), verdict: 'error', warnings: said, interrupted: signal.aborted })
  const shown = failureViews(views, report, done)
  const inJson = destinations.filter(({ format }) => format === 'json')
  const kept = inJson.filter(({ path }) => comparedWith.includes(path))
  const written: Destination[] = []
  for (const { path } of kept) log.warn(`${path} stays as it was: the next run can be compared with it, too.`)
  const writes: (() => Promise<unknown>)[] = [
    ...inJson
      .filter((one) => !kept.includes(one))
      .map((one) => async () => {
        await writeReports(report, shown, [one], host.stdout, { color: false })
        written.push(one)
      }),
    async () => await keepRun(report, shown, written, context),
    async () => await reportToGitHub({ ...report, warnings: [] }, shown, host.env, host.stderr),
  ]
  // That a report of it cannot be written as well is not what the user has to know.
  for (const write of writes) await write().catch(() => undefined)
}

/** What made a run fail, as the one finding of its report: a summary without any would look like a clean one. */
function failureViews<Result>(
  views: ReportViews<Result>,
  { warnings }: Pick<Report<Result>, 'warnings'>,
  done: string,
): ReportViews<Result> {
  const findings = warnings.map(
    (message) =>
      ({
        ruleId: 'run-failed',
        severity: 'error',
        message,
        location: null,
        fingerprint: 'run-failed',
        known: false,
        fails: true,
      }) as const,
  )
  return { ...views, findings: () => findings, summary: () => [[done, 'nothing']] }
}
