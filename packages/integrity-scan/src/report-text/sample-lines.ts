import { escapeTerminal } from '@m4sh/tools-core/reporting'
import { shownSamples } from '../check-words.ts'
import type { Newness } from '../judge.ts'
import type { ScanLocalization } from '../language/index.ts'
import { columnsOf, rowsNotShown, rowText, severityMarks, valueText } from '../report-words.ts'
import type { CheckResult, Sample } from '../result.ts'
import { aligned, hanging, type Layout } from './layout.ts'

/** Rows that a check found: as a table, or, where that is too wide, one after the other. */
export function sampleLines(
  t: ScanLocalization,
  check: CheckResult,
  isNew: Newness,
  indent: string,
  layout: Layout,
): string[] {
  const { text: texts, words } = t.messages
  const samples = shownSamples(t, check)
  const rest = rowsNotShown(check)
  const marksOf = marker(t, samples, isNew)
  return [
    ...(samples.length === 0
      ? []
      : (tableLines(t, samples, marksOf, indent, layout) ?? listLines(samples, marksOf, indent, layout))),
    ...(rest > 0 ? [`${indent}${samples.length === 0 ? words.rows(rest) : texts.andMoreRows(rest)}`] : []),
  ]
}

type MarksOf = (sample: Sample) => readonly string[]

/** Severities where they differ, and what is new where something is. */
function marker({ messages }: ScanLocalization, samples: readonly Sample[], isNew: Newness): MarksOf {
  const isMixed = new Set(samples.map(({ severity }) => severity)).size > 1
  const hasNew = samples.some(({ key }) => isNew(key) === true)
  return ({ key, severity }) => [
    ...(isMixed ? [severityMarks[severity]] : []),
    ...(hasNew ? [isNew(key) === true ? messages.words.new : ''] : []),
  ]
}

function tableLines(
  { messages }: ScanLocalization,
  samples: readonly Sample[],
  marksOf: MarksOf,
  indent: string,
  layout: Layout,
): string[] | null {
  const columns = columnsOf(samples)
  const rows = samples.map((sample) => [
    ...marksOf(sample),
    keyText(sample),
    ...columns.map((column) =>
      Object.hasOwn(sample.row, column) ? escapeTerminal(valueText(sample.row[column])) : '',
    ),
  ])
  const blanks = (rows[0] ?? []).slice(columns.length + 1).map(() => '')
  const table = aligned([[...blanks, messages.words.key, ...columns.map(escapeTerminal)], ...rows], indent, layout)
  if (table === null) return null
  const [head = '', ...lines] = table
  return [layout.paint(head, 'dim'), ...lines]
}

function listLines(samples: readonly Sample[], marksOf: MarksOf, indent: string, layout: Layout): string[] {
  return samples.flatMap((sample) => {
    const name = [...marksOf(sample), keyText(sample)].filter((text) => text !== '').join(' ')
    return hanging(indent, `${name}: ${escapeTerminal(rowText(sample.row))}`, layout, 2)
  })
}

function keyText({ key }: Sample): string {
  return key === null ? '' : escapeTerminal(String(key))
}
