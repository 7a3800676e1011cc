import { expect, test } from '@jest/globals'
import { parseAddress } from '../../../src/connections/http/address.ts'

test('parseAddress takes user and password out', () => {
  expect(parseAddress('http://%F0:p%zz@h/#x')?.url.href).toBe('http://h/')
  expect(parseAddress('//h/x', 'https://g/')?.url.href).toBe('https://h/x')
  expect(parseAddress('x')).toBeUndefined()
  expect(parseAddress('data:text/plain,x')).toBeUndefined()
})
