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

export interface ThresholdRow {
  expression: string
  actual: number | null
  passed: boolean
}

export type FindingSeverity = 'error' | 'warning' | 'info'

/** A finding as the formats for machines want it: SARIF, JUnit, annotations. */
export interface ReportFinding {
  ruleId: string
  severity: FindingSeverity
  message: string
  /** File relative to the repository, with `/`; lines and columns from 1. */
  location: { file: string; line: number; column: number } | null
  /** The same for the same finding in every run, whatever lines moved. */
  fingerprint: string
  /** True where a baseline knows it: it is shown and fails nothing. */
  known: boolean
}

export interface RuleInfo {
  id: string
  title: string
  description: string
  severity: FindingSeverity
  helpUrl: string | null
}

export interface CsvTable {
  columns: readonly string[]
  rows: readonly (readonly unknown[])[]
}

/** Whether a terminal shows colours, and how wide it is. */
export interface TextStyle {
  color: boolean
  /** Columns. */
  width: number
}

/** How a tool shows its report. Every view is pure: it reads the report and nothing else. */
export interface ReportViews<Result> {
  rules: readonly RuleInfo[]
  findings: (report: Report<Result>) => ReportFinding[]
  text: (report: Report<Result>, style: TextStyle) => string
  csv: (report: Report<Result>) => CsvTable
  /** The figures that a reader wants first, in their order. */
  summary: (report: Report<Result>) => readonly (readonly [label: string, value: string | number])[]
  /** May load what it needs when it is asked. */
  html: (report: Report<Result>) => Promise<string>
}
