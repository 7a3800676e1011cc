import { defaultKeys, optionShape, readShape, writeShape, type Library } from './client.ts'

/** What browsers have: fetch, XMLHttpRequest, sendBeacon, EventSource. */
export const browser: Library = {
  kinds: {
    fetch: {
      id: 'fetch',
      call: optionShape(),
      members: {},
      factories: {},
      keys: { ...defaultKeys, method: ['method'] },
    },
    xhr: {
      id: 'xhr',
      call: null,
      members: { open: { method: null, defaultMethod: 'GET', methodAt: 0, urlAt: 1, bodyAt: null, optionsAt: null } },
      factories: {},
      keys: defaultKeys,
    },
    beacon: {
      id: 'beacon',
      call: null,
      members: { sendBeacon: { ...writeShape('POST'), optionsAt: null } },
      factories: {},
      keys: defaultKeys,
    },
    'event-source': {
      id: 'event-source',
      call: null,
      members: {},
      factories: {},
      keys: defaultKeys,
      newSends: { ...readShape('GET'), optionsAt: null },
    },
  },
  packages: {
    'cross-fetch': { default: { client: 'fetch' }, fetch: { client: 'fetch' } },
    'isomorphic-fetch': { default: { client: 'fetch' } },
    'node-fetch': { default: { client: 'fetch' } },
    unfetch: { default: { client: 'fetch' } },
    'whatwg-fetch': { fetch: { client: 'fetch' } },
    undici: { fetch: { client: 'fetch' } },
    'event-source-polyfill': { EventSourcePolyfill: { client: 'event-source' } },
    '@microsoft/fetch-event-source': { fetchEventSource: { client: 'fetch' } },
    '@tauri-apps/plugin-http': { fetch: { client: 'fetch' } },
  },
  globals: {
    fetch: { client: 'fetch' },
    navigator: { client: 'beacon' },
    EventSource: { client: 'event-source' },
    EventSourcePolyfill: { client: 'event-source' },
    XMLHttpRequest: { makes: 'xhr', optionsAt: null },
  },
  types: { XMLHttpRequest: 'xhr' },
}
