/**
 * Ids of all rules, in the order in which reports list them. `registry.ts` holds the rules themselves, which `--help` need
 * not load.
 */
export const ruleIds = [
  'frontend-only-call',
  'method-mismatch',
  'trailing-slash',
  'backend-only-endpoint',
  'deprecated-endpoint',
  'unknown-query-parameter',
  'missing-query-parameter',
  'unknown-body-property',
  'missing-body-property',
  'path-parameter-type',
] as const

/** Id of a rule, stable: `frontend-only-call`, `method-mismatch` … */
export type RuleId = (typeof ruleIds)[number]

export function isRuleId(word: string): word is RuleId {
  return ruleIds.some((id) => id === word)
}
