import { plainlyMatched } from './reached-endpoint.ts'
import { docsOf, type Rule } from './rule.ts'

/** A property of the body that the endpoint does not take (or only gives): the backend drops it without a word. */
export const unknownBodyProperty: Rule = {
  id: 'unknown-body-property',
  title: 'Body property that the endpoint does not take',
  severity: 'warning',
  docs: docsOf('unknown-body-property'),
  *check({ calls }) {
    for (const { call, endpoint } of plainlyMatched(calls)) {
      const { body } = call.call
      const shape = endpoint.operation.body
      if (body === null || shape === null) continue
      const known = [...shape.properties].filter(([, { readOnly }]) => !readOnly).map(([name]) => name)
      for (const name of body.names) {
        const property = shape.properties.get(name)
        const isReadOnly = property?.readOnly === true
        if (property === undefined ? !shape.closed : !isReadOnly) continue
        yield { problem: { code: 'unknown-body', name, endpoint: endpoint.name, isReadOnly, known }, call, endpoint }
      }
    }
  },
}
