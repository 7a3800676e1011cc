import type { CallOutcome, EndpointOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'
import type { Severity } from '../result.ts'
import type { Problem } from './problem.ts'
import type { RuleId } from './rule-ids.ts'

/** What every rule sees. */
export interface RuleContext {
  calls: readonly CallOutcome[]
  endpoints: readonly EndpointOutcome[]
  /** Query parameters that are never unknown, whatever the endpoint. */
  acceptedQuery: ReadonlySet<string>
}

/** One thing that a rule found. */
export interface Violation {
  problem: Problem
  call: CallOutcome | null
  endpoint: Endpoint | null
}

/** One way in which frontend and schema can disagree. */
export interface Rule {
  /** Kebab-case, stable: configurations and baselines name it. */
  id: RuleId
  title: string
  /** Where it depends on what was found, a function of it. */
  severity: Severity | ((violation: Violation) => Severity)
  /** Address of its section in docs/rules.md. */
  docs: string
  check(context: RuleContext): Iterable<Violation>
}

export function docsOf(id: RuleId): string {
  return `https://github.com/mashmanuc/m4sh-tools/blob/main/packages/api-contract-checker/docs/rules.md#${id}`
}
