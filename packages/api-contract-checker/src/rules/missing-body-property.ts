import { plainlyMatched } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/**
 * A required property that a body lacks, where the call gives an object literal and nothing is spread into it: the backend
 * answers 400. A warning for PATCH, whose schemas often borrow the requirements of PUT.
 */
export const missingBodyProperty: Rule = {
  id: 'missing-body-property',
  title: 'Required body property is not given',
  severity: ({ call }) => (call?.call.method === 'PATCH' ? 'warning' : 'error'),
  docs: docsOf('missing-body-property'),
  *check({ calls }) {
    for (const { call, endpoint } of plainlyMatched(calls)) {
      const { body } = call.call
      if (body === null || !body.complete) continue
      const given = new Set(body.names)
      for (const [name, { required, readOnly }] of endpoint.operation.body?.properties ?? []) {
        if (!required || readOnly || given.has(name)) continue
        yield { problem: { code: 'missing-body', name, endpoint: endpoint.name }, call, endpoint }
      }
    }
  },
}
