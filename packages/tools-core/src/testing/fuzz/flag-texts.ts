import * as fc from 'fast-check'
import type { Command } from '../../cli/command.ts'
import { type Flag, flagName } from '../../cli/flags.ts'
import { readText } from '../../cli/read-value.ts'
import { ValuePlace } from '../../cli/value-place.ts'
import { describeValue } from '../../errors/describe-value.ts'
import { ExitCode } from '../../errors/exit-code.ts'
import { hostileText } from './hostile-text.ts'
import { mutatedText } from './mutated-text.ts'
import { outcomeOf } from './outcome.ts'
import { strayNumbers } from './stray-numbers.ts'

/** Values that flags take, by their keys: some of each little language that they have. */
export type Words = Readonly<Record<string, readonly string[]>>

const nines = '9'.repeat(310)

/** What a number, a time or a share may be taken for. */
const figures = [
  ...'0 -0 1 -1 +2 1.5 .5 5. 1e3 1e999 -1e999 1e-400 0x10 0b1 1_000 1,5 ٣ １ NaN Infinity null'.split(' '),
  ...'10s 1m30s 0s -1s 1.5.2s 10% 101% 5/s 0/s 1..50 50..1 9007199254740993'.split(' '),
  nines,
  `${nines}d`,
  `0.${'0'.repeat(320)}1`,
  '',
]

/** Signs that part one thing from another in one little language or the other. */
const signs = [
  ...', ; : = @ % / . + - ! < > [ ] { } ( ) " \' \\'.split(' '),
  ' ',
  '..',
  '\n',
  '\0',
  '=>',
  '--',
  'ms',
  '1e999',
  nines,
]

/** A text for a flag: right, nearly right, or anything at all. */
export function textFor(key: string, flag: Flag, words: Words): fc.Arbitrary<string> {
  const known = fc.constantFrom(...rightFor(key, flag, words))
  const figure = fc.constantFrom(...figures)
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 3, arbitrary: known.chain((word) => mutatedText(word, signs, 2)) },
    { weight: 3, arbitrary: fc.tuple(known, figure, fc.nat()).map(([word, other, at]) => withFigure(word, other, at)) },
    { weight: 1, arbitrary: figure },
    { weight: 1, arbitrary: hostileText },
  )
}

function rightFor(key: string, flag: Flag, words: Words): readonly string[] {
  const own = words[key] ?? []
  if (flag.type === 'boolean') return ['true', 'false', 'yes', 'off', '1']
  if (flag.type === 'path') return [...own, 'reports/x.json', '-', '..']
  const all = [...own, ...[flag.default ?? []].flat().map(String)]
  if (flag.type === 'string') return [...(flag.choices ?? []), ...all, 'x']
  const { min = 0, max = 1000 } = flag
  return flag.type === 'duration'
    ? [...all, '1s', '100ms', '1m30s', `${min}ms`]
    : [...all, String(min), String(max), '3']
}

/** One number within a word is another. */
function withFigure(word: string, figure: string, pick: number): string {
  const places = [...word.matchAll(/[\d.]+/g)]
  const place = places[pick % Math.max(places.length, 1)]
  return place ? word.slice(0, place.index) + figure + word.slice(place.index + place[0].length) : figure
}

/** One text for one of a command's flags. */
export function flagTexts({ flags }: Command, words: Words): fc.Arbitrary<readonly [key: string, text: string]> {
  const stranger = Object.keys(words).find((key) => !Object.hasOwn(flags, key))
  if (stranger !== undefined) throw new TypeError(`${stranger} is no flag`)
  const read = Object.entries(flags).flatMap(([key, flag]) => (flag.type === 'config' ? [] : [[key, flag] as const]))
  return fc
    .constantFrom(...read)
    .chain(([key, flag]) => textFor(key, flag, words).map((text): readonly [string, string] => [key, text]))
}

/** What is wrong with how a flag reads a text: nothing where it is a value as declared, or refused in words that name it. */
export function readingFaults(
  { flags }: Command,
  [key, text]: readonly [key: string, text: string],
): readonly string[] {
  const flag = flags[key]
  if (flag === undefined || flag.type === 'config') return []
  const name = `--${flagName(key)}`
  const place = new ValuePlace({ kind: 'flag', name }, '/', text, flag.secret === true)
  const outcome = outcomeOf(() => readText(flag, text, place))
  if (outcome.refusal === null) return strayNumbers(outcome.value, key)
  const { message, exitCode } = outcome.refusal
  const isTold = message.startsWith(name) && (flag.secret === true || message.includes(describeValue(text)))
  return isTold && exitCode === ExitCode.usage ? [] : [`${JSON.stringify(text)} is refused with: ${message}`]
}
