import { docsOf, type Rule } from './rule.ts'

/** An endpoint that no call of any frontend reaches: dead, or used by somebody else. */
export const backendOnlyEndpoint: Rule = {
  id: 'backend-only-endpoint',
  title: 'Endpoint without a call',
  severity: 'info',
  docs: docsOf('backend-only-endpoint'),
  *check({ endpoints }) {
    for (const { endpoint, calls, maybeCalls, isMeant } of endpoints) {
      if (calls.length > 0 || isMeant || endpoint.ignored !== null) continue
      const problem = { code: 'unused-endpoint', endpoint: endpoint.name, maybeCalls: maybeCalls.length } as const
      yield { problem, call: null, endpoint }
    }
  },
}
