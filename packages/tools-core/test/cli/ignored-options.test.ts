import { expect, test } from '@jest/globals'
import { type IgnoredRule, ignoredOptions } from '../../src/cli/ignored-options.ts'
import type { ValueSource } from '../../src/cli/value-place.ts'

const rules: readonly IgnoredRule[] = [
  { when: 'with --fast', ignored: ['thinkTime', 'pause'], holds: ({ fast }) => fast === true },
]
const sources = (kind: ValueSource['kind']) => ({ pause: { kind, name: '--pause' } as ValueSource })

test('flags that mean nothing beside the others are told of', () => {
  expect(ignoredOptions(rules, { fast: true }, sources('flag'))).toEqual(['--pause means nothing with --fast.'])
  expect(ignoredOptions(rules, { fast: false }, sources('flag'))).toEqual([])
})

test.each(['env', 'config', 'default'] as const)('what the %s says for many runs is no mistake', (kind) => {
  expect(ignoredOptions(rules, { fast: true }, sources(kind))).toEqual([])
})
