import { shownFigure } from '../stats/shown-figure.ts'
import { escapeXml } from './escape.ts'
import { placeOf } from './finding-place.ts'
import { isJudged } from './is-judged.ts'
import type { Report, ReportCheck, ReportFinding, ReportViews, Verdict } from './report.ts'

interface Suite {
  name: string
  cases: readonly TestCase[]
}

interface TestCase {
  name: string
  outcome: 'passed' | 'failure' | 'error' | 'skipped'
  message: string
  /** Of the failure: the finding's severity. */
  type?: string
  location?: ReportFinding['location']
  place?: string
}

/**
 * JUnit XML as Jenkins, GitLab and GitHub actions read it: a suite for each rule or check, a failed test for each finding
 * that makes the run fail, a skipped one for what is only told or already known, and one passed test where there is no
 * finding; one skipped or broken test for a check that was not made. Thresholds have a suite of their own, and so has a
 * run that failed without any of these: nothing of it may look green.
 */
export function renderJunit<Result>(report: Report<Result>, views: ReportViews<Result>): string {
  const judged = [...suitesOf(report, views), ...thresholdSuite(report)]
  const suites = [...judged, ...runSuite(report, judged)]
  const cases = suites.flatMap((suite) => suite.cases)
  const time = (report.run.durationMs / 1000).toFixed(3)
  const head = `<testsuites name="${escapeXml(report.tool.name)}" ${counts(cases)} time="${time}">`
  const body = suites.map((suite) => suiteXml(suite, report.run.startedAt.slice(0, 19))).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${body}</testsuites>\n`
}

function suitesOf<Result>(report: Report<Result>, views: ReportViews<Result>): Suite[] {
  const checks = views.checks?.(report)
  const checked = (checks ?? []).map(checkSuite)
  const names = new Set(checked.map(({ name }) => name))
  const findings = views.findings(report).filter(({ ruleId }) => !names.has(ruleId))
  // That a rule without findings has passed is only known where no check says more.
  const rules = checks ? [] : views.rules.map(({ id }) => id)
  return [...checked, ...ruleSuites([...new Set([...rules, ...findings.map(({ ruleId }) => ruleId)])], findings)]
}

function ruleSuites(rules: readonly string[], findings: readonly ReportFinding[]): Suite[] {
  return rules.map((rule) => {
    const cases = findings.filter(({ ruleId }) => ruleId === rule).map(findingCase)
    return { name: rule, cases: cases.length > 0 ? cases : [{ name: rule, outcome: 'passed', message: '' }] }
  })
}

function checkSuite({ id, title, outcome, reason, severity, findings }: ReportCheck): Suite {
  const found = findings.map(findingCase)
  const message = reason ?? outcome
  if (outcome === 'error') return { name: id, cases: [...found, { name: title, outcome, message, type: outcome }] }
  if (outcome === 'skipped') return { name: id, cases: [...found, { name: title, outcome, message }] }
  if (found.length > 0) return { name: id, cases: found }
  if (outcome === 'passed') return { name: id, cases: [{ name: title, outcome, message: '' }] }
  return { name: id, cases: [{ name: title, outcome: 'failure', message, type: severity }] }
}

function findingCase(finding: ReportFinding): TestCase {
  const { location, message, severity, known, fails } = finding
  const place = placeOf(finding)
  const name = place === '' ? message : `${message} (${place})`
  if (fails) return { name, outcome: 'failure', message, type: severity, location, place }
  return { name, outcome: 'skipped', message: known ? 'known to the baseline' : severity, location, place }
}

/** Of tests with one name GitLab shows only the first. Readers take blanks in a row for one, and those at the ends for none. */
function withOwnNames(cases: readonly TestCase[]): TestCase[] {
  const uses = new Map<string, number>()
  return cases.map((one) => {
    let name = one.name
    // What is called "x #2" by itself has that name already.
    while (uses.has(keyOf(name))) name = `${one.name} #${next(uses, keyOf(one.name))}`
    uses.set(keyOf(name), 1)
    return { ...one, name }
  })
}

function keyOf(name: string): string {
  return nameXml(name)
    .replace(/(?:\s|&#(?:9|10|13);)+/g, ' ')
    .trim()
}

function next(uses: Map<string, number>, key: string): number {
  const use = (uses.get(key) ?? 0) + 1
  uses.set(key, use)
  return use
}

function thresholdSuite<Result>(report: Report<Result>): Suite[] {
  const judged = isJudged(report)
  const cases = report.thresholds.map(({ expression, actual, passed }): TestCase => {
    const figure = `the figure is ${shownFigure(actual)}`
    if (!judged) return { name: expression, outcome: 'skipped', message: `not judged: ${figure}, and not trustworthy` }
    const message = passed ? '' : `missed: ${figure}`
    return { name: expression, outcome: passed ? 'passed' : 'failure', message, type: 'threshold' }
  })
  return cases.length > 0 ? [{ name: 'thresholds', cases }] : []
}

const troubles: Readonly<Record<Verdict, string>> = {
  pass: '',
  fail: 'the run failed, and no finding and no threshold says why',
  invalid: 'the figures are not trustworthy',
  error: 'the job could not be done',
}

function runSuite<Result>({ verdict }: Report<Result>, judged: readonly Suite[]): Suite[] {
  const message = troubles[verdict]
  const isTold = verdict === 'fail' && judged.some(({ cases }) => cases.some(({ outcome }) => outcome === 'failure'))
  if (message === '' || isTold) return []
  const outcome = verdict === 'fail' ? 'failure' : 'error'
  return [{ name: 'run', cases: [{ name: verdict, outcome, message, type: verdict }] }]
}

function counts(cases: readonly TestCase[]): string {
  const count = (wanted: TestCase['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`
}

/** Suites and tests have names, whatever they are about: readers of JUnit XML want one of a sign at least. */
function nameXml(name: string): string {
  return escapeXml(name.trim() === '' ? 'unnamed' : name)
}

function suiteXml({ name, cases }: Suite, timestamp: string): string {
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length
  const attributes = `name="${nameXml(name)}" ${counts(cases)} skipped="${skipped}" time="0" timestamp="${escapeXml(timestamp)}"`
  return `  <testsuite ${attributes}>\n${withOwnNames(cases)
    .map((one) => caseXml(name, one))
    .join('')}  </testsuite>\n`
}

function caseXml(suite: string, { name, location, place = '', outcome, message, type = '' }: TestCase): string {
  const file = location ? ` file="${escapeXml(location.file)}" line="${location.line}"` : ''
  const head = `    <testcase name="${nameXml(name)}" classname="${nameXml(suite)}" time="0"${file}`
  if (outcome === 'passed') return `${head}/>\n`
  if (outcome === 'skipped') return `${head}>\n      <skipped message="${escapeXml(message)}"/>\n    </testcase>\n`
  const text = place === '' ? message : `${place}\n${message}`
  const body = `<${outcome} message="${escapeXml(message)}" type="${escapeXml(type)}">${escapeXml(text)}</${outcome}>`
  return `${head}>\n      ${body}\n    </testcase>\n`
}
