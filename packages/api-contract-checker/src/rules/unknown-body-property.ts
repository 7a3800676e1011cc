import type { CallOutcome } from '../match/call-outcome.ts'
import type { Endpoint } from '../match/endpoint.ts'
import type { Problem } from './problem.ts'
import { violationsOfReached } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/** A property of the body that the endpoint does not take (or only gives): the backend drops it without a word. */
export const unknownBodyProperty: Rule = {
  id: 'unknown-body-property',
  title: 'Body property that the endpoint does not take',
  severity: 'warning',
  docs: docsOf('unknown-body-property'),
  check: ({ calls }) => violationsOfReached(calls, objections),
}

function* objections({ call: { body } }: CallOutcome, { name: endpoint, operation }: Endpoint): Generator<Problem> {
  const shape = operation.body
  if (body === null || shape === null) return
  const known = [...shape.properties].filter(([, { readOnly }]) => !readOnly).map(([name]) => name)
  for (const name of body.names) {
    const property = shape.properties.get(name)
    const isReadOnly = property?.readOnly === true
    if (property === undefined ? !shape.closed : !isReadOnly) continue
    yield { code: 'unknown-body', name, endpoint, isReadOnly, known }
  }
}
