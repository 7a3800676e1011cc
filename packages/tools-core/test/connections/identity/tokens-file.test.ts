import { describe, expect, test } from '@jest/globals'
import { UsageError } from '../../../src/errors/errors.ts'
import { readTokensFile } from '../../../src/connections/identity/index.ts'

const payload = Buffer.from('{"user_id":7}').toString('base64url')
const jwt = `eyJhbGciOiJIUzI1NiJ9.${payload}.c2ln`

function problemOf(text: string): UsageError {
  try {
    readTokensFile(text, 'tokens.txt')
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('lines', () => {
  test('one a line, among comments and blank lines, on every kind of line', () => {
    const text = `\uFEFF# of the staging\r\n\r\nopaque-1\n  Bearer ${jwt}  \rbearer a+b/c==\n\t\n#${jwt}\nopaque-1`
    expect(readTokensFile(text)).toEqual([
      { token: 'opaque-1', userId: null },
      { token: jwt, userId: 7 },
      { token: 'a+b/c==', userId: null },
      { token: 'opaque-1', userId: null },
    ])
  })

  test.each([
    ['', 'There is no token in tokens.txt.'],
    ['# none\n\n', 'There is no token in tokens.txt.'],
    ['one\n\n# two\nBearer\n', 'tokens.txt, line 4: there is no token.'],
    ['one\ntopsecret another', 'tokens.txt, line 2: this is no token; " " cannot stand in one.'],
    ['ann@m4sh.example,topsecret', 'tokens.txt, line 1: this is no token; "@" cannot stand in one.'],
    ['"topsecret"', 'tokens.txt, line 1: this is no token; "\\"" cannot stand in one.'],
    ['top=secret', 'tokens.txt, line 1: this is no token; "=" cannot stand in one.'],
    ['токен', 'tokens.txt, line 1: this is no token; "т" cannot stand in one.'],
  ])('%j', (text, message) => {
    expect(problemOf(text)).toMatchObject({ message, hint: expect.any(String) })
  })
})

describe('a JSON list', () => {
  test('of texts and objects', () => {
    const text = `\uFEFF [ "Bearer one", {"token": "${jwt}", "email": "ann@m4sh.example"} ]`
    expect(readTokensFile(text)).toEqual([
      { token: 'one', userId: null },
      { token: jwt, userId: 7 },
    ])
  })

  test.each([
    ['[]', 'There is no token in tokens.txt.'],
    ['["one",\n topsecret]', 'tokens.txt, line 2, column 2: this is no JSON: "t" is not expected here.'],
    ['{"token": "topsecret"}', 'tokens.txt holds a JSON object; a list is wanted.'],
    ['["one", 2]', 'tokens.txt, entry 2 of the list: there is no token.'],
    ['["one", null]', 'tokens.txt, entry 2 of the list: there is no token.'],
    ['["one", {"access": "topsecret"}]', 'tokens.txt, entry 2 of the list: there is no token.'],
    ['["one", ""]', 'tokens.txt, entry 2 of the list: there is no token.'],
    ['["top secret"]', 'tokens.txt, entry 1 of the list: this is no token; " " cannot stand in one.'],
  ])('%j', (text, message) => {
    expect(problemOf(text)).toMatchObject({ message, hint: expect.any(String) })
  })
})
