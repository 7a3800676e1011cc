import type { CallOutcome } from '../match/call-outcome.ts'
import { joinPaths, normalizePrefix } from '../match/path-prefix.ts'
import { say } from '../language/phrases.ts'
import type { Problem } from './problem.ts'
import { docsOf, type Rule } from './rule.ts'

/** A request that no endpoint of any schema answers. */
export const frontendOnlyCall: Rule = {
  id: 'frontend-only-call',
  title: 'Call without an endpoint',
  severity: 'error',
  docs: docsOf('frontend-only-call'),
  *check({ calls }) {
    for (const call of calls) {
      if (call.status === 'frontend-only') yield { problem: problemOf(call), call, endpoint: null }
    }
  },
}

function problemOf({ call, suggestion }: CallOutcome): Problem {
  const sent =
    call.host === null
      ? joinPaths(normalizePrefix(call.basePath ?? ''), call.path ?? '')
      : `https://${call.host}${call.path ?? ''}`
  // With an interceptor that takes a prefix off, what is sent is not what stands in the code: show the code.
  const shown = call.strippedPrefixes.length > 0 && call.host === null ? (call.path ?? '') : sent
  const request = call.method === null ? say('the request {path}', { path: shown }) : `${call.method} ${shown}`
  if (suggestion === null) return { code: 'no-endpoint', request, nearest: null }
  const { why, prefix, endpoint } = suggestion
  if (why === 'near') return { code: 'no-endpoint', request, nearest: endpoint.name }
  return { code: why, request, prefix, endpoint: endpoint.name }
}
