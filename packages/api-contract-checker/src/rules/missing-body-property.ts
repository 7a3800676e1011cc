import type { CallOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'
import type { Problem } from './problem.ts'
import { violationsOfReached } from './reached-endpoint.ts'
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
  check: ({ calls }) => violationsOfReached(calls, objections),
}

function* objections({ call: { body } }: CallOutcome, { name: endpoint, operation }: Endpoint): Generator<Problem> {
  if (body === null || !body.complete) return
  const given = new Set(body.names)
  for (const [name, { required, readOnly }] of operation.body?.properties ?? [])
    if (required && !readOnly && !given.has(name)) yield { code: 'missing-body', name, endpoint }
}
