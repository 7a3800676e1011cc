import { hostileMarkup, inTurn } from '@m4sh/tools-core/testing'
import type { CheckResult } from '../src/result.ts'
import { failed, none } from './sample-checks.ts'
import { comparedReport, fixedReport, type ScanReport, undoneReport } from './sample-result.ts'

/** A report in which every text that comes from outside is one of these. @param texts that try to run a script, if left out */
export function hostileReport(texts: readonly string[] = hostileMarkup): ScanReport {
  const next = inTurn(texts)
  const report = comparedReport()
  report.warnings = [...texts]
  report.thresholds = texts.map((expression) => ({ expression, actual: 1, passed: false }))
  report.options = Object.fromEntries(texts.map((payload) => [payload, payload]))
  report.target = { database: next() }
  report.tool.version = next()
  const { result } = report
  const checks = texts.map((payload) => hostileCheck(payload, next))
  Object.assign(result, { checks, percent: {}, count: {}, fix: hostileFix(texts, next), undo: null })
  Object.assign(result.snapshot ?? {}, { serverVersion: next() })
  result.notChecked = texts.map((payload) => ({ what: payload, reason: payload }))
  result.tables = texts.map((payload) => ({
    name: payload,
    table: payload,
    rows: 1,
    found: payload,
    kind: payload,
    columns: { [payload]: payload },
  }))
  result.comparison = hostileComparison(checks, next)
  return report
}

/** The same of what `--undo` says. */
export function hostileUndo(texts: readonly string[] = hostileMarkup): ScanReport {
  return undoneReport(({ result }) => {
    const left = texts.map((payload) => ({ count: 1, reason: payload, keys: [payload] }))
    const tables = texts.map((table) => ({ table, restored: 1, alreadyThere: 0, left }))
    Object.assign(result.undo ?? {}, { file: texts[0], runId: texts[1] ?? '', tables })
  })
}

function hostileCheck(payload: string, next: () => string): CheckResult {
  return {
    ...failed(payload, {
      bySeverity: { ...none, critical: 1 },
      samples: [{ key: payload, severity: 'critical', row: { [payload]: payload, more: { [payload]: payload } } }],
    }),
    category: next(),
    title: payload,
    explanation: payload,
    fix: payload,
    reason: payload,
    docs: payload,
    sql: payload,
    table: payload,
  }
}

function hostileFix(texts: readonly string[], next: () => string): NonNullable<ScanReport['result']['fix']> {
  const { fix } = fixedReport().result
  if (fix === null) throw new Error('there is no repair')
  const left = [{ count: 1, reason: next(), keys: [next()] }]
  const samples = [{ key: next(), severity: 'critical' as const, row: {} }]
  return {
    ...fix,
    reason: next(),
    undo: next(),
    actions: texts.map((check) => ({
      check,
      action: next(),
      table: next(),
      count: 1,
      undo: null,
      left,
      samples,
    })),
    manual: texts.map((check) => ({ check, count: 1, advice: next() })),
    uncovered: texts.map((check) => ({ check, count: 1, because: next() })),
  }
}

function hostileComparison(
  checks: readonly CheckResult[],
  next: () => string,
): NonNullable<ScanReport['result']['comparison']> {
  return {
    file: next(),
    startedAt: next(),
    runId: next(),
    new: checks.length,
    fixed: 0,
    open: 0,
    checks: checks.map(({ id, keys }) => ({
      check: id,
      by: 'exact',
      reason: next(),
      before: 0,
      now: 1,
      new: 1,
      fixed: 1,
      open: 0,
      newBySeverity: { ...none, critical: 1 },
      newKeys: keys ?? [],
      fixedKeys: [next()],
    })),
  }
}
