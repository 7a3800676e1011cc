import type { Report } from '@m4sh/tools-core/reporting'
import { platformChecks } from './checks/registry.ts'
import type { ScanLocalization } from './language/index.ts'
import type { CheckComparison, CheckResult, Key, Sample, ScanResult, Severity } from './result.ts'
import { severities } from './result.ts'
import { rowsNow } from './state-now.ts'

export type ScanReport = Report<ScanResult>

export const severityMarks: Readonly<Record<Severity, string>> = { critical: '🔴', warning: '🟡', info: '🔵' }

/** Longer values are cut: a row is shown to be recognised, and not to be read. */
const longestValue = 80

/** `6 critical, 3 warning`; `none` of nothing. */
export function severityText(
  { messages: { words: texts } }: ScanLocalization,
  counts: Readonly<Record<Severity, number>>,
): string {
  const found = severities.filter((severity) => counts[severity] > 0)
  return found.length === 0 ? texts.none : found.map((severity) => texts.counted[severity](counts[severity])).join(', ')
}

/** Broken rows of a check when the run is over: `2 critical`; `–` where they were not looked at. */
export function nowText(t: ScanLocalization, check: CheckResult, result: Pick<ScanResult, 'fix'>): string {
  const rows = rowsNow(check, result)
  return rows === null ? '–' : severityText(t, rows)
}

/** Of 100: the rows that a check has found. Its id is anybody's, `constructor` as well. */
export function shareOf({ percent }: Pick<ScanResult, 'percent'>, id: string): number | null {
  return Object.hasOwn(percent, id) ? (percent[id] ?? null) : null
}

/** Of 100: `6.7 %`. Never rounded to nothing, nor to all. */
export function percentText(t: ScanLocalization, percent: number): string {
  if (percent > 0 && percent < 0.01) return `< ${t.figure(0.01)} %`
  if (percent > 99.9 && percent < 100) return `> ${t.figure(99.9)} %`
  return `${t.figure(Number(percent.toPrecision(percent < 10 ? 2 : 3)))} %`
}

/** What the user can give to have rows of a check repaired; `null` where a human has to. */
export function repairOption({ fixable, id }: CheckResult, { options }: Pick<ScanReport, 'options'>): string | null {
  const option = platformChecks.find((check) => check.id === id)?.fix?.option
  if (option === undefined) return fixable ? '--fix' : null
  const { deleteStale, fixTimes } = options
  // What an option that was not given would do is not known.
  const isGiven = option.isGiven({ deleteStale: deleteStale === true, fixTimes: fixTimes === true })
  return fixable || !isGiven ? `--fix ${option.flag}` : null
}

/** `1 new, 2 fixed, 40 open`; of what nothing is known, nothing. */
export function changeText(t: ScanLocalization, { by, fixed, new: fresh, open }: CheckComparison): string {
  const texts = t.messages.words.change
  if (by === 'unknown') return fresh === null ? texts.notCompared : texts.notLookedFor
  const least = by === 'count' ? texts.atLeast : (change: string) => change
  const changes = [
    [fresh, (count: number) => least(texts.new(count))],
    [fixed, (count: number) => least(texts.fixed(count))],
    [open, texts.open],
  ] as const
  return changes.flatMap(([count, textOf]) => (count === null || count === 0 ? [] : [textOf(count)])).join(', ')
}

/** A value of a row as a reader wants it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  const text = typeof value === 'string' ? value || '""' : JSON.stringify(value)
  // No half of a character may be left at the end.
  return text.length > longestValue ? `${text.slice(0, longestValue - 1).replace(/\p{Surrogate}$/u, '')}…` : text
}

/** Columns of all rows, in the order in which they come up. */
export function columnsOf(samples: readonly Sample[]): readonly string[] {
  return [...new Set(samples.flatMap(({ row }) => Object.keys(row)))]
}

/** `tutor_id 17, status paused` */
export function rowText(row: Sample['row']): string {
  return Object.entries(row)
    .map(([column, value]) => `${column} ${valueText(value)}`)
    .join(', ')
}

/** `2 rows: changed since the scan (17, 18)`; keys that are not named are counted. */
export function leftText(
  t: ScanLocalization,
  { count, keys, reason }: { count: number; keys: readonly Key[]; reason: string },
): string {
  const texts = t.messages.words
  const shown = keys.slice(0, 5).map(String)
  const more = count > shown.length ? [texts.more(count - shown.length)] : []
  return `${texts.rows(count)}: ${t.translate(reason)}${shown.length === 0 ? '' : ` (${[...shown, ...more].join(', ')})`}`
}

/** Reasons that are joined by `; `, each in the language of the reader. */
export function reasonsText(t: ScanLocalization, reasons: string): string {
  return reasons.split('; ').map(t.translate).join('; ')
}

/** `2026-11-26 05:59:02 UTC` of ISO 8601. */
export function timeText(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2 UTC')
}

/** The command that takes a repair back, ready for a shell. */
export function undoCommand(file: string): string {
  return `npx @m4sh/integrity-scan --undo ${/^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`}`
}

/** Broken rows that are shown of none of the samples. */
export function rowsNotShown({ count, samples }: CheckResult): number {
  return Math.max(0, count - samples.length)
}
