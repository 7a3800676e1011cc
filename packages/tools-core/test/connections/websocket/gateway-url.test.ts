import { expect, test } from '@jest/globals'
import { UsageError } from '../../../src/errors/errors.ts'
import { connectionAddress, gatewayUrl } from '../../../src/connections/websocket/index.ts'

test.each([
  ['http://h:8000/api', 'ws://h:8000/ws/'],
  ['http://h:8000/api/', 'ws://h:8000/ws/'],
  ['http://h:8000', 'ws://h:8000/ws/'],
  ['http://h:8000/', 'ws://h:8000/ws/'],
  ['https://m4sh.example/api', 'wss://m4sh.example/ws/'],
  ['https://m4sh.example:443/api', 'wss://m4sh.example/ws/'],
  ['https://m4sh.example/school/api', 'wss://m4sh.example/school/ws/'],
  ['https://m4sh.example/rapi', 'wss://m4sh.example/rapi/ws/'],
  ['http://[::1]:8000/api', 'ws://[::1]:8000/ws/'],
])('beside %s', (baseUrl, url) => {
  expect(gatewayUrl(baseUrl)).toBe(url)
})

test.each([
  ['ws://other:9000/realtime', 'ws://other:9000/realtime'],
  ['wss://other/ws', 'wss://other/ws'],
  ['https://other/ws/?v=2', 'wss://other/ws/?v=2'],
])('its own address counts, with nothing added: %s', (wsUrl, url) => {
  expect(gatewayUrl('http://h:8000/api', wsUrl)).toBe(url)
})

test.each([
  ['', '"" is no address of a gateway; one such as "ws://localhost:8000/ws/" is wanted.', undefined],
  [
    'localhost:8000/ws/',
    '"localhost:8000/ws/" is no address of a gateway; one such as "ws://localhost:8000/ws/" is wanted.',
    'Put ws:// in front: ws://localhost:8000/ws/',
  ],
  [
    'ftp://h/?token=topsecret',
    '"ftp://h/?token=[redacted]" is no address of a gateway; one such as "ws://localhost:8000/ws/" is wanted.',
    undefined,
  ],
  [
    'ws://ann:topsecret@h/ws/',
    '"ws://ann:[redacted]@h/ws/" is no address of a gateway; one without user and password is wanted.',
    'Send them as a header: "Authorization: Basic …".',
  ],
  ['ws://h/ws/#top', '"ws://h/ws/#top" is no address of a gateway; one without # is wanted.', undefined],
])('no address: %j', (wsUrl, message, hint) => {
  expect(errorOf(() => gatewayUrl('http://h', wsUrl))).toMatchObject({ message, hint })
})

test.each([
  ['ws://127.0.0.1:8000/ws/?token=topsecret', '127.0.0.1:8000'],
  ['ws://m4sh.example/ws/', 'm4sh.example:80'],
  ['wss://m4sh.example/ws/', 'm4sh.example:443'],
  ['https://[::1]/', '[::1]:443'],
])('where %s goes', (url, address) => {
  expect(connectionAddress(url)).toBe(address)
})

function errorOf(action: () => unknown): UsageError {
  try {
    action()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
