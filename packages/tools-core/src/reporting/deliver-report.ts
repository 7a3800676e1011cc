import { ExpectedError, RunError, withHint } from '../errors/errors.ts'
import type { Host } from '../host/host.ts'
import type { Destination } from './destinations.ts'
import type { Format } from './format-names.ts'
import { reportToGitHub } from './github-actions.ts'
import { type KeptIn, keepRun } from './keep-run.ts'
import type { Report, ReportViews } from './report.ts'
import { writeReports } from './write-reports.ts'

/** A run, as far as a report is given to it. */
export interface Delivery extends KeptIn {
  readonly host: Pick<Host, 'stdout' | 'stderr' | 'env'>
  readonly log: { info(text: string): void }
  readonly colors: { readonly stdout: boolean }
  readonly flags: KeptIn['flags'] & { readonly quiet: boolean }
}

/** What is written besides the report. */
export interface DeliveryOptions<Result> {
  /** What else is to be written, first. */
  readonly alongside?: readonly (() => Promise<void>)[]
  /** Views of a file's format, where they are not those of all. */
  readonly viewsFor?: (format: Format) => ReportViews<Result>
}

/**
 * Gives a report to whoever waits for it: the files, the text to the terminal unless stdout holds a report, the history,
 * GitHub. Each goes its own way: what cannot be written, or not even be made, keeps nothing else from being written.
 * @throws {RunError} what could not be written, all of it, when all was tried
 */
export async function deliverReport<Result>(
  report: Report<Result>,
  views: ReportViews<Result>,
  destinations: readonly Destination[],
  { host, log, colors, flags, secrets }: Delivery,
  { alongside = [], viewsFor = () => views }: DeliveryOptions<Result> = {},
): Promise<void> {
  const style = { color: colors.stdout, columns: host.stdout.columns }
  const written: Destination[] = []
  const isStdoutFree = !destinations.some(({ path }) => path === '-')
  await tryAll([
    ...alongside,
    ...destinations.map((destination) => async () => {
      await writeReports(report, viewsFor(destination.format), [destination], host.stdout, style)
      written.push(destination)
      if (destination.path !== '-') log.info(`Report (${destination.format}): ${destination.path}`)
    }),
    ...(isStdoutFree && !flags.quiet ? [async () => await host.stdout.write(views.text(report, style))] : []),
    async () => {
      const page = await keepRun(report, views, written, { host, flags, secrets })
      if (page !== null) log.info(`History: ${page}`)
    },
    async () => await reportToGitHub(report, views, host.env, host.stderr),
  ])
}

async function tryAll(writes: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const write of writes) await write().catch((error: unknown) => void failures.push(error))
  const [first, ...others] = failures
  const bug = failures.find((failure) => !(failure instanceof ExpectedError))
  if (bug !== undefined) throw bug
  if (others.length === 0 && first !== undefined) throw first
  const texts = failures.flatMap((failure) => (failure instanceof ExpectedError ? [withHint(failure)] : []))
  if (texts.length > 0) throw new RunError(texts.join('\n'), { cause: first })
}
