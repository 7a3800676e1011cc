import { escapeTerminal } from '@m4sh/tools-core/reporting'
import { checkWords } from '../check-words.ts'
import { newnessOf } from '../judge.ts'
import type { ScanLocalization } from '../language/index.ts'
import { repairOption, type ScanReport } from '../report-words.ts'
import type { CheckResult } from '../result.ts'
import { hanging, type Layout } from './layout.ts'
import { sampleLines } from './sample-lines.ts'

/** All that is known of a check that found something: what it means, what to do, rows, the statement. */
export function detailLines(
  t: ScanLocalization,
  check: CheckResult,
  report: ScanReport,
  indent: string,
  layout: Layout,
): string[] {
  const { text: texts, words } = t.messages
  const { docs, id, sql } = check
  const { explanation, fix } = checkWords(t, check)
  const repair = repairOption(check, report)
  const inner = `${indent}  `
  const said = (label: string, text: string): string[] =>
    hanging(indent, escapeTerminal(`${label}: ${text}`), layout, 2)
  return [
    ...said(texts.whatItMeans, explanation),
    ...said(repair === null ? words.whatToDo : words.repairBy(repair), fix),
    ...said(texts.more, docs),
    ...sampleLines(t, check, newnessOf(report.result.comparison, id), inner, layout),
    ...(sql === null ? [] : [`${indent}SQL:`]),
    // A query of the config file may have several lines.
    ...(sql?.split(/\r?\n/) ?? []).flatMap((line) => hanging(inner, escapeTerminal(line), layout)),
    '',
  ]
}
