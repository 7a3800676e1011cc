import type { CallOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'
import type { Problem } from './problem.ts'
import type { Violation } from './rule.ts'

/** What one endpoint has against a call that reaches it. */
export type Objections = (call: CallOutcome, endpoint: Endpoint) => Iterable<Problem>

/**
 * What is wrong about calls that plainly reach one endpoint: only there can parameters and body be held against it. Where
 * several schemas describe the endpoint, nothing is wrong unless all of them object: the call was written for one of them.
 */
export function* violationsOfReached(calls: readonly CallOutcome[], objections: Objections): Generator<Violation> {
  for (const call of calls) {
    const [endpoint, ...others] = plainlyReached(call)
    if (endpoint === undefined) continue
    const elsewhere = others.map((other) => new Set(Array.from(objections(call, other), subjectOf)))
    for (const problem of objections(call, endpoint))
      if (elsewhere.every((subjects) => subjects.has(subjectOf(problem)))) yield { problem, call, endpoint }
  }
}

/** The endpoint, once for each schema that has it; empty where it might be several, or counts for nothing. */
function plainlyReached({ status, endpoints }: CallOutcome): readonly Endpoint[] {
  const isPlain = status === 'matched' && endpoints.every(({ ignored }) => ignored === null)
  return isPlain && new Set(endpoints.map(({ schema }) => schema)).size === endpoints.length ? endpoints : []
}

/** What an objection is about, in words of the call: schemas may name a parameter of the path differently. */
function subjectOf(problem: Problem): string {
  if ('name' in problem) return problem.name
  return 'value' in problem ? problem.value : problem.code
}
