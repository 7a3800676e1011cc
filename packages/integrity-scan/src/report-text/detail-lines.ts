import { escapeTerminal } from '@m4sh/tools-core/reporting'
import { newnessOf } from '../judge.ts'
import { repairOption, type ScanReport } from '../report-words.ts'
import type { CheckResult } from '../result.ts'
import { hanging, type Layout } from './layout.ts'
import { sampleLines } from './sample-lines.ts'

/** All that is known of a check that found something: what it means, what to do, rows, the statement. */
export function detailLines(check: CheckResult, report: ScanReport, indent: string, layout: Layout): string[] {
  const { docs, explanation, fix, id, sql } = check
  const repair = repairOption(check, report)
  const inner = `${indent}  `
  const said = (label: string, text: string): string[] =>
    hanging(indent, escapeTerminal(`${label}: ${text}`), layout, 2)
  return [
    ...said('What it means', explanation),
    ...said(repair === null ? 'What to do' : `Repair by ${repair}`, fix),
    ...said('More', docs),
    ...sampleLines(check, newnessOf(report.result.comparison, id), inner, layout),
    ...(sql === null ? [] : [`${indent}SQL:`]),
    // A query of the config file may have several lines.
    ...(sql?.split(/\r?\n/) ?? []).flatMap((line) => hanging(inner, escapeTerminal(line), layout)),
    '',
  ]
}
