import { describe, expect, test } from '@jest/globals'
import { parseCallPath } from '../../src/match/call-path.ts'
import { createMayReach } from '../../src/match/may-reach.ts'
import { toEndpoint } from '../../src/match/endpoint.ts'
import { parsePath } from '../../src/match/path-template.ts'
import { fitSegment } from '../../src/match/segment-fit.ts'
import { cpuTime } from '../cpu-time.ts'
import { operation } from './build.ts'

function fit(given: string, wanted: string): string {
  const [one] = parseCallPath(`/${given}`, []).segments
  const [other] = parsePath(`/${wanted}`).segments
  if (one === undefined || other === undefined) throw new RangeError('no segment')
  return fitSegment(one, other)
}

describe('a piece of a path', () => {
  test.each([
    ['report.pdf', '{name}.pdf', 'fits'],
    ['.pdf', '{name}.pdf', 'never'],
    ['a.pdf.zip', '{name}.pdf', 'never'],
    ['a.pdf.pdf', '{name}.pdf', 'fits'],
    ['user-5', 'user-{id}', 'fits'],
    ['user-', 'user-{id}', 'never'],
    ['a-b-c', '{x}-{y}', 'fits'],
    ['a-', '{x}-{y}', 'never'],
    ['ab', '{x}{y}', 'fits'],
    ['a', '{x}{y}', 'never'],
    ['x-abc-y-abc-z', 'x-{a}-abc-{b}', 'fits'],
    ['x-abc-y', 'x-{a}-abc-{b}', 'never'],
    ['x-q-abc-y', 'x-{a}-abc-{b}', 'fits'],
    ['a.b', '{x}.b', 'fits'],
    ['v1+2', 'v{x}+{y}', 'fits'],
    ['{x}.pdf', '{name}.pdf', 'fits'],
    ['{x}.pdf', '{name}.zip', 'never'],
    ['{kind}-list', 'a-list', 'by-value'],
  ])('%s against %s: %s', (given, wanted, is) => {
    expect(fit(given, wanted)).toBe(is)
  })

  test('many holes cost little', () => {
    const holes = Array.from({ length: 40 }, (_, at) => `{a${at}}`).join('')
    expect(cpuTime(() => expect(fit('a'.repeat(500), `${holes}!`)).toBe('never'))).toBeLessThan(500)
  })
})

describe('a call of which only a part is known', () => {
  function mayReach(known: string, path: string, isOpenInFront = false): boolean {
    return createMayReach(known, isOpenInFront, ['/api'])(toEndpoint(operation(`GET ${path}`), 0, 0, null))
  }

  test.each([
    ['/users/{rest}', '/users/', true],
    ['/users/{rest}', '/users/{id}/posts/', true],
    ['/users/{id}/posts/', '/users/{id}/posts/', true],
    ['/users/{id}/posts/', '/users/{id}/tags/', false],
    ['/{base}/users/', '/api/v1/users/', true],
    ['/users/', '/api/users/', false],
    ['/api/{x}/', '/api/users/', false],
  ])('%s may reach %s: %s', (known, path, may) => {
    expect(mayReach(known, path)).toBe(may)
  })

  test('open in front', () => {
    expect([mayReach('/users/', '/api/v1/users/', true), mayReach('/users/', '/api/users/me/', true)]).toEqual([
      true,
      false,
    ])
  })

  test('many holes cost little', () => {
    const known = `/users/${Array.from({ length: 30 }, (_, at) => `{p${at}}`).join('/')}/nope`
    const path = `/users/${Array.from({ length: 60 }, (_, at) => `w${at}`).join('/')}`
    expect(cpuTime(() => expect(mayReach(known, path)).toBe(false))).toBeLessThan(500)
  })
})
