import { queryName } from './query-names.ts'
import { plainlyMatched } from './reached-endpoint.ts'
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
  *check({ calls, acceptedQuery }) {
    for (const { call, endpoint } of plainlyMatched(calls)) {
      const { query } = call.call
      if (query !== null && !query.complete) continue
      const given = new Set(query?.names.map(queryName))
      for (const { name, required } of endpoint.operation.queryParameters) {
        if (!required || given.has(queryName(name)) || acceptedQuery.has(name)) continue
        yield { problem: { code: 'missing-query', name, endpoint: endpoint.name }, call, endpoint }
      }
    }
  },
}
