import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readOptions } from '../../src/cli/read-options.ts'
import { UsageError } from '../../src/errors/errors.ts'
import { demoFlags } from './demo-command.ts'

test('what is left out has its default, and neither environment nor config file has a say', () => {
  const { values, sources } = readOptions(demoFlags, {})
  expect(values).toMatchObject({
    clients: 10,
    timeout: 10_000,
    mode: 'open',
    weight: [],
    rampUp: undefined,
    ignore: [],
  })
  expect(sources.clients).toEqual({ kind: 'default', name: 'clients' })
})

test('values are written as in a config file: units, one for a list of one, numbers where ids are texts', () => {
  const { values, sources } = readOptions(demoFlags, {
    clients: 50,
    timeout: '1m30s',
    weight: 0.5,
    label: 7,
    frontendPath: 'src',
    header: ['X-A: 1', 'X-B: 2'],
    ignore: [{ path: '/a', reason: 'r' }],
    mode: undefined,
  })
  expect(values).toMatchObject({
    clients: 50,
    timeout: 90_000,
    weight: [0.5],
    label: '7',
    frontendPath: resolve('src'),
    header: [
      { name: 'X-A', value: '1' },
      { name: 'X-B', value: '2' },
    ],
    ignore: [{ method: '*', path: '/a', reason: 'r' }],
    mode: 'open',
  })
  expect(sources.clients).toEqual({ kind: 'option', name: 'clients' })
  expect(sources.mode.kind).toBe('default')
})

describe('what cannot be is refused by the name of the option', () => {
  const refusal = (options: object): string => {
    try {
      readOptions(demoFlags, options, ['yes'])
    } catch (error) {
      if (error instanceof UsageError) return [error.message, error.hint].join('|')
      throw error
    }
    return 'nothing'
  }

  test.each([
    [{ clients: 0 }, 'the option "clients" is the number 0; it must be a whole number from 1 to 1000.|'],
    [{ weight: [1, 'two'] }, 'the option "weight[1]" is "two"; it must be a number.|'],
    [{ mode: 'opn' }, 'the option "mode" is "opn"; it must be one of open, closed.|Did you mean "open"?'],
    [{ ignore: [{ path: '' }] }, '"ignore[0].path" in the options is ""; it must be a text.|'],
    [{ clinets: 5 }, 'There is no option "clinets".|Did you mean "clients"?'],
    [{ yes: true }, expect.stringMatching(/^There is no option "yes"\.\|There are quiet|^There is no option "yes"\./)],
    [
      { token: 'a b' },
      'the option "token" holds a value that cannot be used; it must be a token without blanks and control characters.|',
    ],
  ])('%j', (options, expected) => {
    expect(refusal(options)).toEqual(expected)
  })

  test('all of it at once', () => {
    expect(refusal({ clients: 0, timeout: 5 })).toMatch(/"clients" is the number 0.*\n.*"timeout" is the number 5/)
  })
})
