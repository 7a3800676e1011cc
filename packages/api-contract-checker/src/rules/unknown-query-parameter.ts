import { queryName, queryNames } from './query-names.ts'
import { plainlyMatched } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/** A query parameter that the endpoint does not name: it is ignored, and the call gets another answer than it means. */
export const unknownQueryParameter: Rule = {
  id: 'unknown-query-parameter',
  title: 'Query parameter that the endpoint does not have',
  severity: 'warning',
  docs: docsOf('unknown-query-parameter'),
  *check({ calls, acceptedQuery }) {
    for (const { call, endpoint } of plainlyMatched(calls)) {
      const { query } = call.call
      const { queryParameters, openQuery } = endpoint.operation
      if (query === null || openQuery) continue
      const known = queryNames(queryParameters)
      const bases = new Set(known.map(queryName))
      for (const name of query.names) {
        if (bases.has(queryName(name)) || acceptedQuery.has(name)) continue
        yield { problem: { code: 'unknown-query', name, endpoint: endpoint.name, known }, call, endpoint }
      }
    }
  },
}
