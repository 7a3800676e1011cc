import { defaultKeys, optionShape, verbs, type Library } from './client.ts'

const members = verbs(['get', 'post', 'put', 'patch', 'delete', 'head'], optionShape)

/** https://github.com/sindresorhus/ky, and wretch-like clients with the same look. */
export const ky: Library = {
  kinds: {
    ky: { id: 'ky', call: optionShape(), members, factories: { create: 0, extend: 0 }, keys: defaultKeys },
  },
  packages: {
    ky: { default: { client: 'ky' }, ky: { client: 'ky' } },
    'ky-universal': { default: { client: 'ky' } },
  },
  globals: {},
  types: { KyInstance: 'ky' },
}
