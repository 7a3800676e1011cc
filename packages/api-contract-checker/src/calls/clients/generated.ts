import { configShape, defaultKeys, optionShape, verbs, type Library } from './client.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const
const upperMethods = methods.map((method) => method.toUpperCase())

/** Clients that generators build on: openapi-fetch (`client.GET('/x')`) and hey-api (`client.get({ url })`). */
export const generated: Library = {
  kinds: {
    'openapi-fetch': {
      id: 'openapi-fetch',
      call: null,
      members: {
        ...verbs(upperMethods, optionShape),
        request: { method: null, defaultMethod: 'GET', methodAt: 0, urlAt: 1, bodyAt: null, optionsAt: 2 },
      },
      factories: {},
      keys: { ...defaultKeys, query: ['params.query', 'query'], body: ['body'] },
    },
    'openapi-path': {
      id: 'openapi-fetch',
      call: null,
      members: {},
      pathMembers: verbs(upperMethods, configShape),
      factories: {},
      keys: { ...defaultKeys, query: ['params.query', 'query'], body: ['body'] },
    },
    'openapi-query': {
      id: 'openapi-fetch',
      call: null,
      members: Object.fromEntries(
        ['useQuery', 'useSuspenseQuery', 'useInfiniteQuery', 'useMutation', 'queryOptions'].map((name) => [
          name,
          { method: null, defaultMethod: 'GET', methodAt: 0, urlAt: 1, bodyAt: null, optionsAt: 2 },
        ]),
      ),
      factories: {},
      keys: { ...defaultKeys, query: ['params.query'], body: ['body'] },
    },
    'hey-api': {
      id: 'hey-api',
      call: configShape(),
      members: { ...verbs(methods, configShape), request: configShape() },
      factories: {},
      keys: { ...defaultKeys, query: ['query'] },
    },
  },
  packages: {
    'openapi-fetch': {
      default: { makes: 'openapi-fetch', optionsAt: 0 },
      createPathBasedClient: { makes: 'openapi-path', optionsAt: 0 },
      wrapAsPathBasedClient: { makes: 'openapi-path', optionsAt: 0 },
    },
    'openapi-react-query': { default: { makes: 'openapi-query', optionsAt: 0 } },
    '@hey-api/client-fetch': { createClient: { makes: 'hey-api', optionsAt: 0 }, client: { client: 'hey-api' } },
    '@hey-api/client-axios': { createClient: { makes: 'hey-api', optionsAt: 0 }, client: { client: 'hey-api' } },
    '@hey-api/client-nuxt': { createClient: { makes: 'hey-api', optionsAt: 0 }, client: { client: 'hey-api' } },
    '@hey-api/client-next': { createClient: { makes: 'hey-api', optionsAt: 0 }, client: { client: 'hey-api' } },
    '@hey-api/client-ky': { createClient: { makes: 'hey-api', optionsAt: 0 }, client: { client: 'hey-api' } },
  },
  globals: {},
  types: {},
}
