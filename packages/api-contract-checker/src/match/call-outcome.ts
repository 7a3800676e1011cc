import type { ApiCall } from '../calls/api-call.ts'
import type { CallStatus } from '../result.ts'
import type { Endpoint } from './endpoint.ts'
import type { PathTemplate } from './path-template.ts'

/** The endpoint that a call without one may have meant. */
export interface Suggestion {
  endpoint: Endpoint
  /** `prefix-missing`: the call's own path with `prefix` in front; `prefix-doubled`: without it; `near`: what is nearest. */
  why: 'near' | 'prefix-missing' | 'prefix-doubled'
  prefix: string
}

/** What became of one call. */
export interface CallOutcome {
  /** `c1`, `c2`, … */
  id: string
  call: ApiCall
  frontend: number
  /** The call's file, named from the folder of its frontend: the same wherever the checkout lies. */
  ownFile: string
  status: CallStatus
  /** The path as the schema would have it; `null` where nothing can be compared. */
  path: PathTemplate | null
  /** Reached (`matched`), reached but for the slash, or what the path has instead of the method. */
  endpoints: readonly Endpoint[]
  suggestion: Suggestion | null
  /** Why it is unresolved, external or ignored. */
  reason: string | null
}

/** What became of one endpoint. */
export interface EndpointOutcome {
  endpoint: Endpoint
  /** Calls that reach it; those that miss its slash as well, since the server answers them. */
  calls: readonly CallOutcome[]
  /** Unresolved calls that may reach it. */
  maybeCalls: readonly CallOutcome[]
  /** A call with a wrong method meant this one, as far as can be told: there the finding is. */
  isMeant: boolean
}
