import { defaultKeys, methodFirstShape, readShape, verbs, writeShape, type Library } from './client.ts'

/** https://angular.dev/api/common/http/HttpClient, which arrives by its type or by `inject()`. */
export const angular: Library = {
  kinds: {
    angular: {
      id: 'angular',
      call: null,
      members: {
        ...verbs(['get', 'delete', 'head', 'options'], readShape),
        ...verbs(['post', 'put', 'patch'], writeShape),
        request: methodFirstShape(),
        jsonp: readShape('GET'),
      },
      factories: {},
      keys: { ...defaultKeys, query: ['params'], body: ['body'] },
    },
    'angular-resource': {
      id: 'angular',
      call: { ...readShape('GET'), optionsAt: null },
      members: {},
      factories: {},
      keys: defaultKeys,
    },
  },
  packages: {
    '@angular/common/http': { HttpClient: { client: 'angular' }, httpResource: { client: 'angular-resource' } },
  },
  globals: {},
  types: { HttpClient: 'angular' },
}
