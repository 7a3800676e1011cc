import { describe, expect, test } from '@jest/globals'
import { normalizeBaseUrl } from '../../src/cli/base-url.ts'
import { UsageError } from '../../src/errors/errors.ts'
import { ValuePlace } from '../../src/cli/value-place.ts'

const read = (raw: string) =>
  normalizeBaseUrl(raw, new ValuePlace({ kind: 'flag', name: '--base-url' }, '/', raw, false))

describe('normalizeBaseUrl', () => {
  test.each(['', '/', '/api', '/api/', '//'])('http://localhost:8000%s', (end) => {
    expect(read(`http://localhost:8000${end}`)).toEqual({
      origin: 'http://localhost:8000',
      root: 'http://localhost:8000',
      apiBase: 'http://localhost:8000/api',
    })
  })

  test.each([
    ['https://M4SH.example/school/api', 'https://m4sh.example/school', 'https://m4sh.example/school/api'],
    ['https://m4sh.example:443/apiary', 'https://m4sh.example/apiary', 'https://m4sh.example/apiary/api'],
    ['http://[::1]:8000/api', 'http://[::1]:8000', 'http://[::1]:8000/api'],
    ['http://m4sh.example///api', 'http://m4sh.example', 'http://m4sh.example/api'],
  ])('%s', (raw, root, apiBase) => {
    expect(read(raw)).toMatchObject({ root, apiBase })
  })

  test.each(['localhost:8000', 'ftp://host', 'http://', '/api', 'nonsense', 'http://h/?a=1', 'http://h/#x'])(
    '%s is refused',
    (raw) => {
      expect(() => read(raw)).toThrow(UsageError)
    },
  )

  test('user and password have no place in it', () => {
    expect(() => read('http://user:pass@h')).toThrow('it must be an address without user and password')
  })
})
