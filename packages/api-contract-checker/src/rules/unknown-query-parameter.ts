import type { Problem } from './problem.ts'
import { queryName, queryNames } from './query-names.ts'
import { violationsOfReached, type Objections } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/** A query parameter that the endpoint does not name: it is ignored, and the call gets another answer than it means. */
export const unknownQueryParameter: Rule = {
  id: 'unknown-query-parameter',
  title: 'Query parameter that the endpoint does not have',
  severity: 'warning',
  docs: docsOf('unknown-query-parameter'),
  check: ({ calls, acceptedQuery }) => violationsOfReached(calls, objectionsBeside(acceptedQuery)),
}

function objectionsBeside(acceptedQuery: ReadonlySet<string>): Objections {
  return function* objections({ call: { query } }, { name: endpoint, operation }): Generator<Problem> {
    if (query === null || operation.openQuery) return
    const known = queryNames(operation.queryParameters)
    const bases = new Set(known.map(queryName))
    for (const name of query.names)
      if (!bases.has(queryName(name)) && !acceptedQuery.has(name))
        yield { code: 'unknown-query', name, endpoint, known }
  }
}
