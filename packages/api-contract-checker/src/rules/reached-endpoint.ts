import type { CallOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'

/** Calls that plainly reach one endpoint: only there can parameters and body be held against it. */
export function* plainlyMatched(calls: readonly CallOutcome[]): Generator<{ call: CallOutcome; endpoint: Endpoint }> {
  for (const call of calls) {
    const [endpoint, ...others] = call.endpoints
    if (call.status === 'matched' && endpoint !== undefined && others.length === 0 && endpoint.ignored === null)
      yield { call, endpoint }
  }
}
