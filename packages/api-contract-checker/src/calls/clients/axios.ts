import { configShape, defaultKeys, optionShape, readShape, verbs, writeShape, type Library } from './client.ts'

const reading = ['get', 'delete', 'head', 'options', '$get', '$delete', '$head', '$options'] as const
const writing = ['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm', '$post', '$put', '$patch'] as const

/** https://axios-http.com/docs/api_intro, and the `$get`, `$post`, … of `@nuxtjs/axios`. */
export const axios: Library = {
  kinds: {
    axios: {
      id: 'axios',
      // axios(config) and axios(url, config)
      call: { ...optionShape(), optionsAt: 1 },
      members: {
        ...verbs(reading, readShape),
        ...verbs(writing, writeShape),
        request: { ...optionShape(), optionsAt: 1 },
        $request: configShape(),
      },
      factories: { create: 0 },
      keys: defaultKeys,
      same: ['default', 'axiosRef'],
    },
  },
  packages: {
    axios: {
      default: { client: 'axios' },
      axios: { client: 'axios' },
      '*': { client: 'axios' },
      create: { makes: 'axios', optionsAt: 0 },
    },
    '@nuxtjs/axios': { default: { client: 'axios' } },
    redaxios: { default: { client: 'axios' } },
    '@bundled-es-modules/axios': { default: { client: 'axios' } },
    'axios-hooks': { default: { sender: 'axios', member: null } },
  },
  globals: { axios: { client: 'axios' } },
  types: { AxiosInstance: 'axios', AxiosStatic: 'axios', Axios: 'axios', NuxtAxiosInstance: 'axios' },
}
