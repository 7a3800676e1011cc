import { describe, expect, test } from '@jest/globals'
import { UsageError } from '../../../src/errors/errors.ts'
import { readUsersFile } from '../../../src/connections/identity/index.ts'

const read = (text: string) => readUsersFile(text, 'users.csv')

describe('users are read', () => {
  test('by the header, in any order, among other columns, with a byte order mark', () => {
    const text = '\uFEFFid, Password ,name,EMAIL\n1,p1,Ann,ann@m4sh.example\n2,p2,Bo, bo@m4sh.example \n'
    expect(read(text)).toEqual([
      { email: 'ann@m4sh.example', password: 'p1', place: 'users.csv, line 2' },
      { email: 'bo@m4sh.example', password: 'p2', place: 'users.csv, line 3' },
    ])
  })

  test('with whatever a password holds', () => {
    const text = 'email,password\r\na@m,"x, ""y""\r\nz"\r\n\r\nb@m, blank \r\nc@m,;|\t\r\n'
    expect(read(text)).toEqual([
      { email: 'a@m', password: 'x, "y"\nz', place: 'users.csv, line 2' },
      { email: 'b@m', password: ' blank ', place: 'users.csv, line 5' },
      { email: 'c@m', password: ';|\t', place: 'users.csv, line 6' },
    ])
  })

  test.each([';', '\t'])('parted by %j, as spreadsheets do', (sign) => {
    expect(read(`email${sign}password\na@m${sign}x,y`)).toMatchObject([{ email: 'a@m', password: 'x,y' }])
  })

  test('on every kind of line, blank ones aside', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['', 'email,password', '', ' , ', 'a@m,x', 'b@m,y', ''].join(end)
      expect(read(text).map(({ place }) => place)).toEqual(['users.csv, line 5', 'users.csv, line 6'])
    }
  })
})

describe('what is wrong is told by its line', () => {
  test.each([
    ['', 'users.csv, line 1: the header names no column "email".'],
    ['\n\nann@m,topsecret', 'users.csv, line 3: the header names no column "email".'],
    ['email,pass\na@m,topsecret', 'users.csv, line 1: the header names no column "password".'],
    ['email,password,Email\na@m,topsecret,b@m', 'users.csv, line 1: the header names the column "email" twice.'],
    ['email,password\n', 'There is no user in users.csv.'],
    ['email,password\na@m,x\n\nb@m', 'users.csv, line 4: there is no password.'],
    ['email,password\na@m,x\nb@m,', 'users.csv, line 3: there is no password.'],
    ['email,password\nann,topsecret', 'users.csv, line 2: there is no email address.'],
    ['email,password\n,topsecret', 'users.csv, line 2: there is no email address.'],
    [
      'email,password\na@m,x\nb@m,"topsecret\nc@m,y',
      'users.csv, line 3: a quote is not closed, or not where it may be.',
    ],
    ['email,password\na@m,"top"secret', 'users.csv, line 2: a quote is not closed, or not where it may be.'],
  ])('%j', (text, message) => {
    let thrown: unknown
    try {
      read(text)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(UsageError)
    expect(thrown).toMatchObject({ message, hint: expect.any(String) })
  })
})
