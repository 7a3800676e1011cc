import { appendFile, stat } from 'node:fs/promises'
import type { OutputStream } from '../host/host.ts'
import { escapeTerminal } from '../terminal/escape.ts'
import { placeOf } from './finding-place.ts'
import { renderMarkdown } from './render-markdown.ts'
import type { Report, ReportFinding, ReportViews } from './report.ts'

/** GitHub takes one mebibyte of summary for a step and drops the whole of a longer one. */
const summaryLimit = 1024 * 1024
/** GitHub shows ten annotations of a kind for a step. */
const annotationLimit = 10

/**
 * In a step of GitHub Actions: the Markdown summary to the step's page, and findings as annotations on the lines that
 * they are about (on stderr: stdout belongs to the report). Elsewhere nothing happens.
 * Never throws: a summary that cannot be written is left out.
 */
export async function reportToGitHub<Result>(
  report: Report<Result>,
  views: ReportViews<Result>,
  env: Readonly<Record<string, string | undefined>>,
  stderr: OutputStream,
): Promise<void> {
  if (env['GITHUB_ACTIONS'] !== 'true') return
  const summaryFile = env['GITHUB_STEP_SUMMARY']
  if (summaryFile) await appendSummary(summaryFile, renderMarkdown(report, views))
  const lines = annotations(views.findings(report))
  if (lines.length > 0) await stderr.write(`${lines.join('\n')}\n`)
}

async function appendSummary(file: string, markdown: string): Promise<void> {
  const used = (await stat(file).catch(() => null))?.size ?? 0
  const room = summaryLimit - used - 200
  if (room <= 0) return
  const bytes = Buffer.from(`${markdown}\n`)
  const text =
    bytes.length <= room
      ? bytes
      : Buffer.concat([
          cutAtLine(bytes.subarray(0, room)),
          Buffer.from('\n\n… cut: the summary of a step holds 1 MiB.\n'),
        ])
  // What stands there already may not end its last line.
  const gap = used > 0 ? '\n\n' : ''
  // A summary that cannot be written is no reason to fail a check that is done.
  await appendFile(file, Buffer.concat([Buffer.from(gap), text])).catch(() => undefined)
}

function cutAtLine(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf('\n')
  return bytes.subarray(0, Math.max(0, end))
}

type Command = 'error' | 'warning'

/** Workflow commands, what makes the run fail first; what GitHub would not show is said in one more line. */
export function annotations(findings: readonly ReportFinding[]): string[] {
  return (['error', 'warning'] as const).flatMap((command) => {
    const all = findings.filter((finding) => commandOf(finding) === command)
    // The note on the rest is an annotation as well.
    const fits = all.length > annotationLimit ? annotationLimit - 1 : all.length
    const rest = all.length - fits
    return [
      ...all.slice(0, fits).map((finding) => annotation(command, finding)),
      ...(rest > 0 ? [`::${command}::${data(`${rest} more of this severity stand in the report`)}`] : []),
    ]
  })
}

/** An error is red, so it is what fails the run; what is only told or known is no annotation. */
function commandOf({ fails, known, severity }: ReportFinding): Command | null {
  if (fails) return 'error'
  return known || severity === 'info' ? null : 'warning'
}

function annotation(command: Command, { location, row = null, message, ruleId }: ReportFinding): string {
  const properties = location
    ? [
        `file=${property(location.file)}`,
        `line=${location.line}`,
        `col=${location.column}`,
        `title=${property(ruleId)}`,
      ]
    : [`title=${property(ruleId)}`]
  return `::${command} ${properties.join(',')}::${data(row && !location ? `${placeOf({ location, row })}: ${message}` : message)}`
}

/** Line ends are kept; what else a log would obey is shown. */
function data(text: string): string {
  return escapeTerminal(text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A'))
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}
