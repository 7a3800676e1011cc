import { plural, whole } from '@m4sh/tools-core/reporting'
import { type Cell, type Table, table, words } from '@m4sh/tools-core/reporting/html'
import { type Newness, newnessOf } from '../judge.ts'
import { columnsOf, repairOption, rowsNotShown, type ScanReport, severityText, valueText } from '../report-words.ts'
import type { CheckResult, Sample, Severity } from '../result.ts'
import { samplesOf } from '../samples.ts'

/** All that is known of a check that found something, folded. */
export interface CheckDetails {
  readonly anchor: string
  readonly id: string
  /** `3 critical` */
  readonly found: string
  readonly title: string
  readonly severity: Severity
  readonly explanation: string
  readonly repair: { readonly label: string; readonly text: string }
  /** Of its explanation; `null` where it is no address of a page. */
  readonly docs: string | null
  readonly samples: Table | null
  /** Rows that no sample shows, in words. */
  readonly rest: string | null
  readonly sql: string | null
}

export function detailsOf(check: CheckResult, report: ScanReport): CheckDetails {
  const { bySeverity, docs, explanation, fix, id, severity, sql, title } = check
  const samples = samplesOf(check)
  const rest = rowsNotShown(check)
  const repair = repairOption(check, report)
  return {
    anchor: anchorOf(id),
    id,
    found: severityText(bySeverity),
    title,
    severity,
    explanation,
    repair: { label: repair === null ? 'What to do' : `Repair by ${repair}`, text: fix },
    docs: /^https?:\/\//.test(docs) ? docs : null,
    samples: samples.length === 0 ? null : sampleTable(check, samples, newnessOf(report.result.comparison, id)),
    rest: rest === 0 ? null : restText(rest, samples),
    sql,
  }
}

/** Of links to a check: no other part of the page has such an id. */
export function anchorOf(id: string): string {
  return `check-${id.replaceAll(/\s/g, '-')}`
}

function restText(rest: number, samples: readonly Sample[]): string {
  const rows = plural(rest, samples.length === 0 ? 'row' : 'more row')
  return `${rows} ${rest === 1 ? 'is' : 'are'} not shown (--samples, --all-samples).`
}

function sampleTable({ count, id }: CheckResult, samples: readonly Sample[], isNew: Newness): Table {
  const columns = columnsOf(samples)
  const isMixed = new Set(samples.map(({ severity }) => severity)).size > 1
  const hasNew = samples.some(({ key }) => isNew(key) === true)
  return table({
    id: `samples-${anchorOf(id)}`,
    caption: count > samples.length ? `${whole(samples.length)} of the rows of ${id}.` : `The rows of ${id}.`,
    columns: [
      words('key'),
      ...(isMixed ? [words('severity')] : []),
      ...(hasNew ? [words('new')] : []),
      ...columns.map(words),
    ],
    rows: samples.map((sample) => ({
      cells: [
        { text: sample.key === null ? '–' : String(sample.key) },
        ...(isMixed ? [severityCell(sample)] : []),
        ...(hasNew ? [{ text: isNew(sample.key) === true ? 'new' : '' }] : []),
        ...columns.map((column) => ({ text: Object.hasOwn(sample.row, column) ? valueText(sample.row[column]) : '–' })),
      ],
    })),
  })
}

function severityCell({ severity }: Sample): Cell {
  return { text: severity, tone: severity === 'critical' ? 'bad' : severity === 'warning' ? 'warn' : 'quiet' }
}
