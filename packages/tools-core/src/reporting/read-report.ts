import { readFile } from 'node:fs/promises'
import { describeValue } from '../errors/describe-value.ts'
import { UsageError } from '../errors/errors.ts'
import { fileFault } from '../errors/file-fault.ts'
import { isRecord } from '../values/is-record.ts'
import { parseJson } from '../values/json.ts'

/** Of a report that was written before, as far as its envelope is checked. */
export interface EarlierReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly run: Readonly<Record<string, unknown>>
  readonly result: Readonly<Record<string, unknown>>
  /** The whole. */
  readonly report: Readonly<Record<string, unknown>>
  /** Refuses it for what it lacks. @throws {UsageError} always */
  readonly refuse: (why: string) => never
}

export interface EarlierReportPlace {
  readonly file: string
  /** The tool that has written it. */
  readonly tool: string
  /** As the user gave it, for messages: `--baseline old.json`. */
  readonly given: string
  /** What to do if it cannot be used. */
  readonly hint: string
}

/**
 * Reads a JSON report that a tool wrote before.
 * @throws {UsageError} for a file that cannot be read, is no JSON, or is no report of this tool
 */
export async function readReport({ file, tool, given, hint }: EarlierReportPlace): Promise<EarlierReport> {
  const refuse = (why: string): never => {
    throw new UsageError(`${given}: ${why}`, { hint })
  }
  const text = await readFile(file, 'utf8').catch((error: unknown) => refuse(fileFault(error)))
  const report = parsed(text, refuse)
  const { tool: by, run, result } = isRecord(report) ? report : {}
  if (!isRecord(report) || !isRecord(by) || by['name'] !== tool || !isRecord(run) || !isRecord(result))
    return refuse(`it is no report of ${tool}`)
  const { schemaVersion } = report
  if (schemaVersion !== undefined && schemaVersion !== 1)
    return refuse(`its schemaVersion is ${JSON.stringify(schemaVersion)}; 1 is known here`)
  const { startedAt } = run
  if (typeof startedAt !== 'string' || !Number.isFinite(Date.parse(startedAt)))
    return refuse(
      `its run.startedAt is ${describeValue(startedAt)}; it must be a time such as "2026-01-31T12:00:00.000Z"`,
    )
  return { startedAt, run, result, report, refuse }
}

function parsed(text: string, refuse: (why: string) => never): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    return refuse(`it is no JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}
