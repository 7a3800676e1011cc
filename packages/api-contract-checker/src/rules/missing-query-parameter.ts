import type { Problem } from './problem.ts'
import { queryName } from './query-names.ts'
import { violationsOfReached, type Objections } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/**
 * A required query parameter that a call does not give, where all that it gives can be seen. A warning: an interceptor or
 * the client's defaults may add parameters out of sight.
 */
export const missingQueryParameter: Rule = {
  id: 'missing-query-parameter',
  title: 'Required query parameter is not given',
  severity: 'warning',
  docs: docsOf('missing-query-parameter'),
  check: ({ calls, acceptedQuery }) => violationsOfReached(calls, objectionsBeside(acceptedQuery)),
}

function objectionsBeside(acceptedQuery: ReadonlySet<string>): Objections {
  return function* objections({ call: { query } }, { name: endpoint, operation }): Generator<Problem> {
    if (query !== null && !query.complete) return
    const given = new Set(query?.names.map(queryName))
    for (const { name, required } of operation.queryParameters)
      if (required && !given.has(queryName(name)) && !acceptedQuery.has(name))
        yield { code: 'missing-query', name, endpoint }
  }
}
