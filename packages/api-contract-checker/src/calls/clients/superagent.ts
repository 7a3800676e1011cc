import { defaultKeys, readShape, verbs, type Library } from './client.ts'

/** https://ladjs.github.io/superagent/ */
export const superagent: Library = {
  kinds: {
    superagent: {
      id: 'superagent',
      // request('GET', '/x'), and request('/x') for GET: told apart by the number of arguments
      call: { method: null, defaultMethod: 'GET', methodAt: 0, urlAt: 1, bodyAt: null, optionsAt: null },
      members: verbs(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options'], (method) => ({
        ...readShape(method),
        optionsAt: null,
      })),
      // An agent's settings give back the agent.
      factories: { agent: null, set: null, use: null, auth: null, timeout: null },
      keys: defaultKeys,
    },
  },
  packages: {
    superagent: {
      default: { client: 'superagent' },
      '*': { client: 'superagent' },
      agent: { makes: 'superagent', optionsAt: null },
    },
  },
  globals: { superagent: { client: 'superagent' } },
  types: { SuperAgentStatic: 'superagent' },
}
