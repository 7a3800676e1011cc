import { describe, expect, test } from '@jest/globals'
import { matchCost } from '../../src/match/pattern-cost.ts'
import { readPattern } from '../../src/match/text-pattern.ts'
import { cpuTime } from '../cpu-time.ts'

describe('ways to try a pattern on three characters', () => {
  test.each([
    ['abc', 4],
    ['^[a-z]$', 4],
    ['a?', 4 * 2],
    ['a*', 4 * 5],
    ['a+?', 4 * 5],
    ['a{2,4}', 4 * 3],
    ['a{7}', 4],
    ['a{2,}', 4 * 3],
    ['a|b|c', 4 * 3],
    ['(a|b){2}', 4 * 4],
    ['(?:ab)*', 4 * 5],
    ['(?:a|b)*', 4 * 5 * 2 ** 4],
    ['(a+)+', 4 * 5 * 5 ** 4],
    ['(?=a*)b', 4 * 5],
    ['(?<name>a*)', 4 * 5],
    [String.raw`\d\u{41}\p{Lu}\k<n>\x41\*`, 4],
    [String.raw`[*+\]{1,9}]`, 4],
    // Without the flag that makes it a character, this is a letter, up to nine times.
    [String.raw`\u{1,9}`, 4 * 9],
  ])('%s: %d', (source, cost) => {
    expect(matchCost(source, 3)).toBe(cost)
  })
})

describe('a pattern of a schema', () => {
  test.each([
    ['^[-a-zA-Z0-9_]+$', 'my-slug', true],
    ['^[-a-zA-Z0-9_]+$', 'my slug', false],
    [String.raw`^\d+\.\d+\.\d+$`, '1.20.3', true],
    [String.raw`^\d+\.\d+\.\d+$`, 'current', false],
    ['^(?:draft|published)$', 'archived', false],
  ])('%s on %s: %s', (source, text, fits) => {
    expect(readPattern(source, 'u')?.fits(text)).toBe(fits)
  })

  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^(a*)*b$',
    '^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?$',
    '^a*a*a*a*a*$',
  ])('%s is not tried where it takes long, and forbids nothing there', (source) => {
    const pattern = readPattern(source, 'u')
    expect(cpuTime(() => expect(pattern?.fits(`${'a'.repeat(60)}!`)).toBe(true))).toBeLessThan(500)
  })

  test.each(['(', '[', '(?P<id>x)', 'a'.repeat(501)])('%s cannot be read', (source) => {
    expect(readPattern(source, 'u')).toBeNull()
  })
})
