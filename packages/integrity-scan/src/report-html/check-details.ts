import { type Cell, type Table, table, words } from '@m4sh/tools-core/reporting/html'
import { checkWords, shownSamples } from '../check-words.ts'
import { type Newness, newnessOf } from '../judge.ts'
import type { ScanLocalization } from '../language/index.ts'
import {
  columnsOf,
  nowText,
  repairOption,
  rowsNotShown,
  type ScanReport,
  severityText,
  valueText,
} from '../report-words.ts'
import type { CheckResult, Sample, Severity } from '../result.ts'
import { isRepaired } from '../state-now.ts'
import { severityTones } from './severity-tone.ts'

/** All that is known of a check that found something, folded. */
export interface CheckDetails {
  readonly anchor: string
  readonly id: string
  /** `3 critical`; after a repair `3 critical before the repair, none now` */
  readonly found: string
  readonly title: string
  readonly severity: Severity
  readonly explanation: string
  readonly repair: { readonly label: string; readonly text: string }
  /** Of its explanation; `null` where it is no address of a page. */
  readonly docs: string | null
  readonly docsLabel: string
  readonly samples: Table | null
  /** Rows that no sample shows, in words. */
  readonly rest: string | null
  readonly sql: string | null
}

export function detailsOf(t: ScanLocalization, check: CheckResult, report: ScanReport): CheckDetails {
  const { checks: texts, words: shared } = t.messages
  const { bySeverity, docs, id, severity, sql } = check
  const { title, explanation, fix } = checkWords(t, check)
  const samples = shownSamples(t, check)
  const rest = rowsNotShown(check)
  const repair = repairOption(check, report)
  return {
    anchor: anchorOf(id),
    id,
    found: isRepaired(report.result)
      ? shared.beforeAndNow(severityText(t, bySeverity), nowText(t, check, report.result))
      : severityText(t, bySeverity),
    title,
    severity,
    explanation,
    repair: { label: repair === null ? shared.whatToDo : shared.repairBy(repair), text: fix },
    docs: /^https?:\/\//.test(docs) ? docs : null,
    docsLabel: texts.moreAbout(id),
    samples: samples.length === 0 ? null : sampleTable(t, check, samples, newnessOf(report.result.comparison, id)),
    rest: rest === 0 ? null : restText(t, rest, samples),
    sql,
  }
}

/** Of links to a check: no other part of the page has such an id. */
export function anchorOf(id: string): string {
  return `check-${id.replaceAll(/\s/g, '-')}`
}

function restText({ messages }: ScanLocalization, rest: number, samples: readonly Sample[]): string {
  const { checks: texts, words: shared } = messages
  return texts.notShown(samples.length === 0 ? shared.rows(rest) : shared.moreRows(rest), rest)
}

function sampleTable(
  t: ScanLocalization,
  { count, id }: CheckResult,
  samples: readonly Sample[],
  isNew: Newness,
): Table {
  const { checks: texts, words: shared } = t.messages
  const columns = columnsOf(samples)
  const isMixed = new Set(samples.map(({ severity }) => severity)).size > 1
  const hasNew = samples.some(({ key }) => isNew(key) === true)
  return table({
    id: `samples-${anchorOf(id)}`,
    caption: count > samples.length ? texts.someRowsOf(samples.length, id) : texts.rowsOf(id),
    columns: [
      words(shared.key),
      ...(isMixed ? [words(shared.severity)] : []),
      ...(hasNew ? [words(shared.new)] : []),
      ...columns.map(words),
    ],
    rows: samples.map((sample) => ({
      cells: [
        { text: sample.key === null ? '–' : String(sample.key) },
        ...(isMixed ? [severityCell(t, sample)] : []),
        ...(hasNew ? [{ text: isNew(sample.key) === true ? shared.new : '' }] : []),
        ...columns.map((column) => ({ text: Object.hasOwn(sample.row, column) ? valueText(sample.row[column]) : '–' })),
      ],
    })),
  })
}

function severityCell({ messages }: ScanLocalization, { severity }: Sample): Cell {
  return { text: messages.words.severities[severity], tone: severityTones[severity] }
}
