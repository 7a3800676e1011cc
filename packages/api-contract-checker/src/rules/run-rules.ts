import { createFingerprint, withoutNames } from '../match/fingerprint.ts'
import type { Finding, Severity } from '../result.ts'
import { sentenceOf, type Problem } from './problem.ts'
import { RULES } from './registry.ts'
import type { Rule, RuleContext, Violation } from './rule.ts'

/** A severity for a rule in place of its own, or `off`. */
export type RuleLevels = Readonly<Record<string, Severity | 'off'>>

/** What all rules find, in the order of the rules. `known` is for the baseline to set. */
export function runRules(context: RuleContext, levels: RuleLevels, severalFrontends: boolean): Finding[] {
  const fingerprint = createFingerprint()
  return RULES.filter(({ id }) => levels[id] !== 'off').flatMap((rule) =>
    [...rule.check(context)].map((violation) => toFinding(rule, violation)),
  )

  function toFinding(rule: Rule, violation: Violation): Finding {
    const { problem, call, endpoint } = violation
    const about =
      call === null ? [endpoint?.operation.method ?? null, endpoint?.operation.path ?? null] : callParts(call)
    return {
      rule: rule.id,
      severity: severityOf(rule, violation, levels[rule.id]),
      message: sentenceOf(problem),
      call: call?.id ?? null,
      operation: endpoint?.name ?? null,
      fingerprint: fingerprint([rule.id, ...about, subjectOf(problem)]),
      known: false,
    }
  }

  function callParts({ call, frontend }: NonNullable<Violation['call']>): (string | null)[] {
    return [severalFrontends ? String(frontend) : null, call.file, call.method, withoutNames(call.path)]
  }
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
