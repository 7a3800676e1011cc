import { readReport } from '@m4sh/tools-core/reporting'
import { isCount, isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import type { CheckStatus, Key, Severity } from '../result.ts'

/** An earlier report, as far as it is needed. */
export interface EarlierScan {
  readonly file: string
  /** `null` where there is none yet. */
  readonly startedAt: string | null
  readonly runId: string | null
  readonly checks: readonly {
    readonly id: string
    readonly status: CheckStatus
    readonly count: number
    readonly bySeverity: Readonly<Record<Severity, number>>
    /** Broken rows that the config file accepted. */
    readonly ignored: number
    readonly keys: readonly Key[] | null
    readonly keysComplete: boolean
  }[]
  /** What a reader has to know of it. */
  readonly warnings: readonly string[]
}

const statuses: readonly CheckStatus[] = ['passed', 'failed', 'skipped', 'error']

/** @throws {UsageError} for a file that is no report of this tool, or one without checks */
export async function readEarlier(file: string, database: string): Promise<EarlierScan> {
  const { startedAt, run, report, result, refuse } = await readReport({
    file,
    tool: 'integrity-scan',
    given: `--compare ${file}`,
    hint: 'Give a JSON report that integrity-scan wrote.',
  })
  const { checks } = result
  if (!Array.isArray(checks) || checks.length === 0) return refuse('it has made no check')
  const { id } = run
  if (typeof id !== 'string') return refuse('it does not tell the id of its run')
  const { target } = report
  const other = isRecord(target) && typeof target['database'] === 'string' ? target['database'] : null
  return {
    file,
    startedAt,
    runId: id,
    checks: checks.map((check: unknown) => readCheck(check, refuse)),
    warnings: [
      ...(other !== null && other !== database
        ? [say('{file} is of another database: {database}.', { file, database: other })]
        : []),
      ...(run['interrupted'] === true
        ? [say('The scan of {file} was interrupted: checks that it has not made are unknown.', { file })]
        : []),
    ],
  }
}

function readCheck(check: unknown, refuse: (why: string) => never): EarlierScan['checks'][number] {
  const { id, status, count, bySeverity, ignored, keys, keysComplete } = isRecord(check) ? check : {}
  const known = statuses.find((one) => one === status)
  if (typeof id !== 'string' || known === undefined || !isCount(count)) return refuse('its checks cannot be read')
  const counts = isRecord(bySeverity) ? bySeverity : {}
  const countOf = (severity: Severity): number => {
    const figure = counts[severity]
    return isCount(figure) ? figure : 0
  }
  return {
    id,
    status: known,
    count,
    bySeverity: { critical: countOf('critical'), warning: countOf('warning'), info: countOf('info') },
    ignored: isCount(ignored) ? ignored : 0,
    keys: Array.isArray(keys) ? keys.filter(isKey) : null,
    keysComplete: keysComplete === true,
  }
}

function isKey(value: unknown): value is Key {
  return typeof value === 'string' || Number.isFinite(value)
}
