import { createFingerprint, withoutNames } from '../match/fingerprint.ts'
import type { Finding, Severity } from '../result.ts'
import { sentenceOf, type Problem } from './problem.ts'
import { RULES } from './registry.ts'
import type { Rule, RuleContext, Violation } from './rule.ts'

/** A severity for a rule in place of its own, or `off`. */
export type RuleLevels = Readonly<Record<string, Severity | 'off'>>

export interface RuleSettings {
  levels: RuleLevels
  /** Nobody has to mend what nobody uses: no findings for calls in exported code without a use. */
  skipUncalled: boolean
}

/** What all rules find, in the order of the rules. `known` is for the baseline to set, `fails` for the verdict. */
export function runRules(context: RuleContext, { levels, skipUncalled }: RuleSettings): Finding[] {
  const fingerprint = createFingerprint()
  const found = RULES.filter(({ id }) => levels[id] !== 'off').flatMap((rule) =>
    [...rule.check(context)].map((violation) => ({ violation, finding: toFinding(rule, violation) })),
  )
  // What is left out has had its fingerprint: with it or without, those of the others are the same.
  return found
    .filter(({ violation }) => !(skipUncalled && violation.call?.call.uncalled === true))
    .map(({ finding }) => finding)

  function toFinding(rule: Rule, violation: Violation): Finding {
    const { problem, call, endpoint } = violation
    return {
      rule: rule.id,
      severity: severityOf(rule, violation, levels[rule.id]),
      message: sentenceOf(problem),
      call: call?.id ?? null,
      operation: endpoint?.name ?? null,
      schema: endpoint?.schema ?? null,
      fingerprint: fingerprint([rule.id, ...placeOf(violation), subjectOf(problem)]),
      known: false,
      fails: false,
    }
  }
}

function placeOf({ call, endpoint }: Violation): (string | null)[] {
  if (call !== null) return [call.ownFile, call.call.method, withoutNames(call.call.path)]
  return [endpoint?.operation.method ?? null, endpoint?.operation.path ?? null]
}

function severityOf({ severity }: Rule, violation: Violation, level: Severity | 'off' | undefined): Severity {
  if (level !== undefined && level !== 'off') return level
  return typeof severity === 'function' ? severity(violation) : severity
}

/** What tells two findings of one rule about one call apart. */
function subjectOf(problem: Problem): string | null {
  if ('name' in problem) return problem.name
  return 'parameter' in problem ? problem.parameter : null
}
