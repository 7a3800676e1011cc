import { docsOf, type Rule } from './rule.ts'

/** The path is there, the method is not; every template that fits was tried with it. */
export const methodMismatch: Rule = {
  id: 'method-mismatch',
  title: 'Path without the method',
  severity: 'error',
  docs: docsOf('method-mismatch'),
  *check({ calls }) {
    for (const call of calls) {
      const [endpoint] = call.endpoints
      if (call.status !== 'method-mismatch' || endpoint === undefined) continue
      const methods = [...new Set(call.endpoints.map(({ operation }) => operation.method))].sort()
      const { path } = endpoint.operation
      yield { problem: { code: 'wrong-method', method: call.call.method ?? '?', path, methods }, call, endpoint }
    }
  },
}
