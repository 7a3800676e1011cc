import { defaultKeys, optionShape, type Library } from './client.ts'

const composable = { client: 'nuxt' } as const

/** https://github.com/unjs/ofetch and Nuxt's composables on it. */
export const ofetch: Library = {
  kinds: {
    ofetch: {
      id: 'ofetch',
      call: optionShape(),
      members: { raw: optionShape(), native: optionShape() },
      factories: { create: 0 },
      keys: { ...defaultKeys, method: ['method'] },
    },
    'rtk-query': {
      id: 'rtk-query',
      call: optionShape(),
      members: {},
      factories: {},
      keys: { ...defaultKeys, method: ['method'] },
    },
    swr: { id: 'swr', call: optionShape('GET'), members: {}, factories: {}, keys: defaultKeys },
    nuxt: {
      id: 'useFetch',
      call: optionShape(),
      members: {},
      factories: {},
      keys: { ...defaultKeys, method: ['method'] },
    },
  },
  packages: {
    ofetch: {
      $fetch: { client: 'ofetch' },
      ofetch: { client: 'ofetch' },
      fetch: { client: 'ofetch' },
      default: { client: 'ofetch' },
      createFetch: { makes: 'ofetch', optionsAt: null },
    },
    ohmyfetch: { $fetch: { client: 'ofetch' }, ohmyfetch: { client: 'ofetch' } },
    '#imports': { $fetch: { client: 'ofetch' }, useFetch: composable, useLazyFetch: composable },
    '#app': { $fetch: { client: 'ofetch' }, useFetch: composable, useLazyFetch: composable },
    '@vueuse/core': {
      useFetch: composable,
      createFetch: { makes: 'nuxt', optionsAt: 0 },
    },
  },
  globals: { $fetch: { client: 'ofetch' }, useFetch: composable, useLazyFetch: composable },
  types: { $Fetch: 'ofetch', FetchInstance: 'ofetch' },
}
