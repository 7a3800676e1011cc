import { expect, test } from '@jest/globals'
import { parseAddress, redactUrl } from '../../src/connections/http-url.ts'

test.each([
  ['http://h/x?page=2', 'http://h/x?page=2'],
  ['http://ann:pw@h/x', 'http://***@h/x'],
  ['http://ann@h/x', 'http://***@h/x'],
  ['ws://h/ws/?token=eyJhbGciOi.x.y', 'ws://h/ws/?token=***'],
  ['http://h/?q=eyJhbGciOi.x.y&access_token=a&apiKey=b&sig=c', 'http://h/?q=***&access_token=***&apiKey=***&sig=***'],
  ['postgres://ann:pw@h/db', 'postgres://***@h/db'],
  ['no address //ann:pw@h', 'no address //***@h'],
])('redactUrl: %s', (address, shown) => {
  expect(redactUrl(address)).toBe(shown)
})

test('parseAddress takes user and password out', () => {
  expect(parseAddress('http://%F0:p%zz@h/#x')?.url.href).toBe('http://h/')
  expect(parseAddress('//h/x', 'https://g/')?.url.href).toBe('https://h/x')
  expect(parseAddress('x')).toBeUndefined()
  expect(parseAddress('data:text/plain,x')).toBeUndefined()
})
