import { defaultKeys, optionShape, readShape, writeShape, type Library } from './client.ts'

/** https://api.jquery.com/category/ajax/ */
export const jquery: Library = {
  kinds: {
    jquery: {
      id: 'jquery',
      call: null,
      members: {
        ajax: optionShape(),
        get: { ...readShape('GET'), optionsAt: null },
        getJSON: { ...readShape('GET'), optionsAt: null },
        post: { ...writeShape('POST'), optionsAt: null },
      },
      factories: {},
      keys: { ...defaultKeys, query: [], method: ['method', 'type'] },
    },
  },
  packages: { jquery: { default: { client: 'jquery' }, $: { client: 'jquery' }, jQuery: { client: 'jquery' } } },
  globals: { $: { client: 'jquery' }, jQuery: { client: 'jquery' } },
  types: { JQueryStatic: 'jquery' },
}
