import { plural, type ReportFinding } from '@m4sh/tools-core/reporting'
import { comparedWith, failingSeverities, failOnOf, judgeScan, newnessOf } from './judge.ts'
import { rowsNotShown, rowText, type ScanReport } from './report-words.ts'
import { type CheckResult, type Sample, type ScanResult, type Severity, severities } from './result.ts'
import { samplesOf } from './samples.ts'
import { isGone } from './state-now.ts'

/** What is the same for all findings of a check. */
interface Judged {
  readonly check: CheckResult
  /** Rows of it that make the run fail. */
  readonly failing: number
  /** Whether a row was there before; of no row in particular if `undefined`. */
  readonly isKnown: (key: Sample['key'] | undefined) => boolean
  readonly canFail: (severity: Severity) => boolean
  /** Of rows that the run has repaired. */
  readonly remark: string
}

/** One for each row that is shown, and one for the others of its check. */
export function findingsOf({ options, result }: ScanReport): ReportFinding[] {
  const failOn = failOnOf(options)
  const { failing } = judgeScan(result, failOn)
  const worst = failingSeverities(failOn)
  return result.checks.flatMap((check) => {
    const rows = failing[check.id] ?? 0
    const judged = {
      check,
      failing: rows,
      isKnown: knownness(check, result),
      canFail: (one: Severity) => worst.includes(one),
      remark: isGone(check, result) ? ' Repaired by this run.' : '',
    }
    const shown = samplesOf(check).map((sample) => rowFinding(sample, judged))
    return [...shown, ...restFinding(judged, shown)]
  })
}

function knownness({ id }: CheckResult, { comparison }: Pick<ScanResult, 'comparison'>): Judged['isKnown'] {
  const compared = comparedWith(comparison, id)
  // Where rows are only counted, none is new that could be pointed out unless there are more of them.
  if (compared === undefined || compared.by === 'unknown' || compared.new === 0) return () => compared?.new === 0
  const isNew = newnessOf(comparison, id)
  return (key) => key !== undefined && isNew(key) === false
}

function rowFinding(
  { key, row, severity }: Sample,
  { canFail, check, failing, isKnown, remark }: Judged,
): ReportFinding {
  const known = isKnown(key)
  // Rows of no table have no place that names their key.
  const shown = [...(check.table === null && key !== null ? [`key ${key}`] : []), rowText(row)].filter(
    (text) => text !== '',
  )
  return {
    ruleId: check.id,
    severity,
    message: `${[check.title, ...shown].join(': ')}.${remark}`,
    location: null,
    row: placeOf(check, key === null ? null : String(key)),
    fingerprint: `${check.id} ${key ?? JSON.stringify(row)}`,
    known,
    fails: !known && failing > 0 && canFail(severity),
  }
}

/** The rows that no sample shows, in one. */
function restFinding({ check, failing, isKnown, remark }: Judged, shown: readonly ReportFinding[]): ReportFinding[] {
  const rest = rowsNotShown(check)
  if (rest === 0) return []
  const left = (severity: Severity): number =>
    check.bySeverity[severity] - samplesOf(check).filter((sample) => sample.severity === severity).length
  return [
    {
      ruleId: check.id,
      severity: severities.find((severity) => left(severity) > 0) ?? check.severity,
      message: `${check.title}: ${plural(rest, shown.length === 0 ? 'row' : 'more row')}.${remark}`,
      location: null,
      row: placeOf(check, null),
      fingerprint: `${check.id} ${shown.length === 0 ? 'all' : 'more'}`,
      known: isKnown(undefined),
      // Those that are shown have said it of themselves.
      fails: failing > shown.filter(({ fails }) => fails).length,
    },
  ]
}

function placeOf({ table }: CheckResult, key: string | null): NonNullable<ReportFinding['row']> | null {
  return table === null ? null : { table, key }
}
