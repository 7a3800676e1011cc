import { docsOf, type Rule } from './rule.ts'

/** A call of an endpoint that the schema calls deprecated, whatever else it might reach. */
export const deprecatedEndpoint: Rule = {
  id: 'deprecated-endpoint',
  title: 'Call of a deprecated endpoint',
  severity: 'warning',
  docs: docsOf('deprecated-endpoint'),
  *check({ calls }) {
    for (const call of calls) {
      const [endpoint] = call.endpoints
      if (call.status !== 'matched' || endpoint === undefined) continue
      // Of several that a hole may hold, one that is not deprecated may be the one meant.
      if (!call.endpoints.every(({ operation, ignored }) => operation.deprecated && ignored === null)) continue
      yield { problem: { code: 'deprecated', endpoint: endpoint.name }, call, endpoint }
    }
  },
}
