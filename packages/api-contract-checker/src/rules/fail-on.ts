import type { Finding, Severity } from '../result.ts'
import { editDistance } from '../match/edit-distance.ts'
import { RULE_IDS } from './registry.ts'

/** Which findings make a run fail: those of a severity or graver, and those of some rules whatever their severity. */
export interface FailOn {
  severity: Severity | null
  rules: ReadonlySet<string>
}

/** A rule or severity that does not exist: wrong usage. */
export class UnknownRuleError extends Error {
  override readonly name: string = 'UnknownRuleError'
  readonly hint: string

  constructor(given: string, wanted: string, known: readonly string[]) {
    super(`"${given}" is ${wanted}.`)
    const near = known.find((id) => editDistance(given, id, 3) <= 3)
    this.hint = `${near === undefined ? '' : `Did you mean "${near}"? `}There are ${known.join(', ')}.`
  }
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Severities from the gravest, and the word for none at all. */
const LEVELS = ['error', 'warning', 'info', 'none'] as const

/**
 * Reads `error`, `warning`, `none`, `trailing-slash,method-mismatch`, or both kinds together.
 * @throws {UnknownRuleError}
 */
export function parseFailOn(given: string | readonly string[]): FailOn {
  const words = (typeof given === 'string' ? [given] : given)
    .flatMap((part) => part.split(/[,\s]+/))
    .filter((word) => word !== '')
  const severities = words.filter(isSeverity).sort((a, b) => RANK[b] - RANK[a])
  for (const word of words)
    if (!(LEVELS as readonly string[]).includes(word) && !RULE_IDS.includes(word))
      throw new UnknownRuleError(word, 'neither a rule nor a severity', [...LEVELS, ...RULE_IDS])
  return { severity: severities[0] ?? null, rules: new Set(words.filter((word) => RULE_IDS.includes(word))) }
}

/**
 * Checks the rules of a configuration.
 * @throws {UnknownRuleError}
 */
export function checkRuleIds(ids: Iterable<string>): void {
  for (const id of ids) if (!RULE_IDS.includes(id)) throw new UnknownRuleError(id, 'no rule', RULE_IDS)
}

/** The findings that fail the run; what the baseline knows never does. */
export function failingFindings(findings: readonly Finding[], { severity, rules }: FailOn): Finding[] {
  return findings.filter(
    (finding) =>
      !finding.known && (rules.has(finding.rule) || (severity !== null && RANK[finding.severity] <= RANK[severity])),
  )
}

function isSeverity(word: string): word is Severity {
  return Object.hasOwn(RANK, word)
}
