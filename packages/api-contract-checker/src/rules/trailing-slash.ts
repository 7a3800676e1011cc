import { docsOf, type Rule } from './rule.ts'

/** Only the slash at the end differs. A redirect costs a GET time, and any other method its body. */
export const trailingSlash: Rule = {
  id: 'trailing-slash',
  title: 'Slash at the end differs',
  severity: ({ call }) => (call?.call.method === 'GET' || call?.call.method === 'HEAD' ? 'warning' : 'error'),
  docs: docsOf('trailing-slash'),
  *check({ calls }) {
    for (const call of calls) {
      const [endpoint] = call.endpoints
      if (call.status !== 'trailing-slash' || endpoint === undefined) continue
      const code = endpoint.template.hasSlash ? 'slash-missing' : 'slash-surplus'
      const { method, path } = call.call
      yield { problem: { code, method: method ?? '?', path: path ?? '', endpoint: endpoint.name }, call, endpoint }
    }
  },
}
