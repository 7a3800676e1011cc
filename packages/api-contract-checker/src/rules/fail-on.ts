import type { Finding, Severity } from '../result.ts'
import { isRuleId, ruleIds, type RuleId } from './rule-ids.ts'

/** Which findings make a run fail: those of a severity or graver, and those of some rules whatever their severity. */
export interface FailOn {
  /** `null` for none. */
  severity: Severity | null
  rules: ReadonlySet<RuleId>
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Every word that `--fail-on` knows: severities from the gravest, none at all, rules. */
export const failOnWords: readonly string[] = ['error', 'warning', 'info', 'none', ...ruleIds]

export const ERRORS_FAIL: FailOn = { severity: 'error', rules: new Set() }

/** Brings words together; of several severities the least grave counts. */
export function toFailOn(words: readonly string[]): FailOn {
  const [severity = null] = words.filter(isSeverity).sort((a, b) => RANK[b] - RANK[a])
  return { severity, rules: new Set(words.filter(isRuleId)) }
}

/** `none` says the opposite of a severity; beside rules it means these alone. */
export function isContradiction(words: readonly string[]): boolean {
  return words.includes('none') && words.some(isSeverity)
}

/** Says of each finding whether it makes the run fail; what the baseline knows never does. */
export function markFailing(findings: readonly Finding[], { severity, rules }: FailOn): Finding[] {
  const isGrave = (finding: Finding) => severity !== null && RANK[finding.severity] <= RANK[severity]
  return findings.map((finding) => ({
    ...finding,
    fails: !finding.known && (isGrave(finding) || [...rules].some((rule) => rule === finding.rule)),
  }))
}

function isSeverity(word: string): word is Severity {
  return Object.hasOwn(RANK, word)
}
