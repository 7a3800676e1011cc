import type { ThresholdRow } from '../stats/thresholds.ts'
import type { Catalogue } from '../language/index.ts'
import type { HistoryView } from './history/history-view.ts'

/** What every tool hands over when it is done: one shape, of which all formats are views. A promise to users. */
export interface Report<Result> {
  schemaVersion: 1
  tool: { name: string; version: string }
  run: {
    id: string
    /** ISO 8601, UTC. */
    startedAt: string
    finishedAt: string
    durationMs: number
    interrupted: boolean
    /** `null` where nothing was drawn at random. */
    seed: number | null
    shard: { index: number; total: number } | null
    environment: { node: string; platform: string; cpus: number }
  }
  /** What was tested: addresses, paths, names; redacted. */
  target: Record<string, unknown>
  /** The effective options, defaults included; redacted. */
  options: Record<string, unknown>
  thresholds: ThresholdRow[]
  verdict: Verdict
  warnings: string[]
  result: Result
}

/** `fail`: findings or thresholds. `invalid`: figures not trustworthy. `error`: the job could not be done. */
export type Verdict = 'pass' | 'fail' | 'invalid' | 'error'

/** How bad a finding is, the worst first. */
export type FindingSeverity = 'critical' | 'error' | 'warning' | 'info'

/** A finding as the formats for machines want it: SARIF, JUnit, annotations. */
export interface ReportFinding {
  ruleId: string
  severity: FindingSeverity
  message: string
  /** File relative to the repository, with `/`; lines and columns from 1. */
  location: { file: string; line: number; column: number } | null
  /** A place that is no file: a row of a table, or the whole table where the key is `null`. */
  row?: { table: string; key: string | null } | null
  /** The same for the same finding in every run, whatever lines moved. */
  fingerprint: string
  /** True where a baseline knows it: it is shown and fails nothing. */
  known: boolean
  /** Whether it makes the run fail, which its severity alone does not say: `--fail-on`, a baseline, `--skip-…`. */
  fails: boolean
}

/** What a report says of a rule whose findings it holds. */
export interface RuleInfo {
  id: string
  title: string
  /** What the rule is about, in whole sentences; the title alone where there is no more to say. */
  description: string
  severity: FindingSeverity
  helpUrl: string | null
}

/** A check that was to be made, of a tool that makes a known list of them. */
export interface ReportCheck {
  /** The `ruleId` of its findings. */
  id: string
  title: string
  /** `skipped` and `error`: it was not made, and nothing may look as if it had passed. */
  outcome: 'passed' | 'failed' | 'skipped' | 'error'
  /** Why it was skipped, or what went wrong. */
  reason: string | null
  severity: FindingSeverity
  findings: readonly ReportFinding[]
}

/** Rows of a CSV, which may be read as they are written. */
export interface CsvTable {
  columns: readonly string[]
  /**
   * Read once, a row at a time: there may be more of them than fit into memory, and they may stand nowhere else. What is
   * not in the report is not redacted; `Redactor.redact` does that.
   */
  rows: Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>
}

/** How a terminal shows a report. */
export interface TextStyle {
  color: boolean
  /** Of the terminal; lines that are longer are broken. Without it none is. */
  columns?: number | undefined
  /** The text is the report itself, which leaves nothing out; else a summary beside it. */
  whole?: boolean
}

/** How a tool shows its report. Every view is pure: it reads the report and nothing else. */
export interface ReportViews<Result> {
  rules: readonly RuleInfo[]
  findings: (report: Report<Result>) => readonly ReportFinding[]
  /** For a tool that makes checks. Without it a rule that has no findings counts as passed. */
  checks?: (report: Report<Result>) => readonly ReportCheck[]
  text: (report: Report<Result>, style: TextStyle) => string
  csv: (report: Report<Result>) => CsvTable
  /** The figures that a reader wants first, in their order. */
  summary: (report: Report<Result>) => readonly (readonly [label: string, value: string | number])[]
  /** How its runs are told beside each other; without it they are listed, and have no figures. */
  history?: Catalogue<HistoryView<Result>>
  /** May load what it needs when it is asked. */
  html: (report: Report<Result>) => Promise<string>
}
