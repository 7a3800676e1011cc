import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { normalizeBaseUrl } from '../../src/cli/base-url.ts'
import { parseDuration } from '../../src/cli/duration.ts'
import { parseHeaderLine } from '../../src/cli/header-line.ts'
import { parseRate } from '../../src/cli/rate.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { parseShare } from '../../src/cli/share.ts'
import { UsageError } from '../../src/errors/errors.ts'
import { ExitCode } from '../../src/errors/exit-code.ts'
import {
  bounded,
  commandLines,
  flagTexts,
  fuzz,
  hostileKey,
  hostileText,
  mutatedText,
  outcomeOf,
  parseOnly,
  parsingFaults,
  readingFaults,
  type Vocabulary,
} from '../../src/testing/fuzz/index.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { isExpiry } from '../../src/values/expiry.ts'
import { demoCommand } from './demo-command.ts'

const command = demoCommand()

const vocabulary: Vocabulary = {
  usual: ['--clients', '5'],
  words: {
    baseUrl: ['http://localhost:8000', 'https://h.example:1/x/api/'],
    header: ['X-Tenant: rooms', 'Authorization: Bearer x', 'Cookie: a=b; c=d'],
    token: ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.x'],
    wsUrl: ['ws://localhost/ws/?a=b'],
    threshold: ['latency.p95<200ms'],
  },
  settings: { ignore: [{ method: 'GET', path: '/x/', reason: 'known' }] },
}

let folder: TemporaryFolder
beforeAll(async () => {
  // An object that is given to whoever waits for it: each run has another one.
  folder = await createTemporaryFolder({
    'given/m4sh.config.mjs': 'export default { then: (resolve) => resolve(globalThis.givenConfig) }\n',
  })
})
afterAll(() => folder.remove())

test('whatever is typed, set and written: a run as the flags declare it, or exit code 2 and why', async () => {
  await fc.assert(
    fc.asyncProperty(commandLines(command, vocabulary), async (line) => {
      const parsed = await parseOnly(command, line, folder.path, () => null)
      expect(parsingFaults(parsed, command.flags)).toEqual([])
    }),
    fuzz(100),
  )
})

test('each flag reads a text as it declares, or says what is wrong with it', () => {
  fc.assert(
    fc.property(flagTexts(command, vocabulary.words), (given) => {
      expect(readingFaults(command, given)).toEqual([])
    }),
    fuzz(500),
  )
})

describe('a config file', () => {
  const yaml = `$schema: x
baseUrl: http://localhost:8000
header: [ 'X-Tenant: rooms' ]
stress-board: &own
  clients: 5
  timeout: 10s
  rampUp: 3
  weight: [1, 2.5]
  impair: false
  ignore:
    - { method: GET, path: /x/, reason: known }
chat-latency: { <<: *own }
`
  const signs = [
    ...'&a |*own|*a|<<: *own|&a [*a]|? |? {toString: 1}\n: |- |: |{|}|[|]|>|\t|\n|\n  |---\n|"|\'|#|!!set |@'.split(
      '|',
    ),
    ...'!!js/function |%YAML 1.2\n|0x1F|.nan|-.inf|1e999|~|__proto__: |constructor: |stress-board:\n'.split('|'),
    ...'2027-01-31|\uFEFF|clients: '.split('|'),
    '|',
    '9'.repeat(400),
  ]

  test.each(['yaml', 'json'])('whatever stands in it: %s', async (extension) => {
    await fc.assert(
      fc.asyncProperty(mutatedText(yaml, signs), async (text) => {
        await folder.write({ [`text/m4sh.config.${extension}`]: text })
        const file = folder.join(`text/m4sh.config.${extension}`)
        const line = { argv: ['--config', file], env: {}, config: null }
        const parsed = await bounded(() => parseOnly(command, line, folder.path, () => null))
        expect(parsingFaults(parsed, command.flags)).toEqual([])
      }),
      fuzz(150),
    )
  })

  /** What a module can export and a text cannot hold. */
  const anything = fc.anything({
    key: fc.oneof(
      hostileKey,
      fc.constantFrom('stress-board', 'baseUrl', 'clients', 'ignore', 'header', 'path', 'reason'),
    ),
    values: [hostileText, fc.double(), fc.constantFrom(5, '10s', true, 'GET', null)],
    maxDepth: 4,
    maxKeys: 4,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  const exported = fc.oneof(
    anything,
    fc
      .tuple(fc.constantFrom(...Object.keys(command.flags)), anything)
      .map(([key, value]) => ({ 'stress-board': { [key]: value } })),
  )

  test('whatever a module exports', async () => {
    const given = globalThis as { givenConfig?: unknown }
    const line = { argv: ['--config', folder.join('given/m4sh.config.mjs')], env: {}, config: null }
    await fc.assert(
      fc.asyncProperty(exported, async (value) => {
        given.givenConfig = value
        const parsed = await parseOnly(command, line, folder.path, () => null)
        expect(parsingFaults(parsed, command.flags)).toEqual([])
      }),
      fuzz(150),
    )
  })
})

test('help, version and completion answer whatever else is typed', async () => {
  const asked = fc.tuple(
    fc.constantFrom('--help', '-h', '--version', '-V'),
    fc.array(
      hostileText.filter((text) => text !== '--'),
      { maxLength: 3 },
    ),
    fc.nat(3),
  )
  await fc.assert(
    fc.asyncProperty(asked, async ([flag, others, at]) => {
      const host = createMemoryHost({ argv: [...others.slice(0, at), flag, ...others.slice(at)] })
      expect(await runCli(command, host)).toBe(ExitCode.pass)
      expect(host.stdout.text).not.toBe('')
    }),
    fuzz(50),
  )
})

describe('what is written is read', () => {
  const holds = <T>(values: fc.Arbitrary<T>, check: (value: T) => void) =>
    fc.assert(fc.property(values, check), fuzz(150))

  test('durations', () => {
    const units = [
      ['d', 86_400_000],
      ['h', 3_600_000],
      ['m', 60_000],
      ['s', 1000],
      ['ms', 1],
    ] as const
    holds(fc.tuple(fc.nat(2 ** 40), fc.constantFrom('', ' ', '\n')), ([ms, blank]) => {
      let rest = ms
      const parts = units.map(([unit, length]) => {
        const count = Math.floor(rest / length)
        rest -= count * length
        return `${count}${unit}`
      })
      expect(parseDuration(blank + parts.join('') + blank)).toBe(ms)
      expect(parseDuration(String(ms), 'ms')).toBe(ms)
      expect(parseDuration(String(ms))).toBeUndefined()
    })
  })

  test('shares and rates', () => {
    holds(fc.nat(1_000_000), (millionths) => {
      const text = (millionths / 1e4).toFixed(4)
      expect(parseShare(`${text}%`)).toBeCloseTo(millionths / 1e6, 12)
      expect(parseShare((millionths / 1e6).toFixed(6))).toBeCloseTo(millionths / 1e6, 12)
      for (const [unit, seconds] of [
        ['s', 1],
        ['m', 60],
        ['h', 3600],
      ] as const)
        expect(parseRate(`${text}/${unit}`)).toBeCloseTo(millionths / 1e4 / seconds, 9)
    })
  })

  test('headers', () => {
    const reject = (): never => {
      throw new UsageError('no header')
    }
    const name = fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,20}$/)
    const value = fc.stringMatching(/^[\x21-\x7e\u00a1-\u00ff]([\t\x20-\x7e]{0,20}[\x21-\x7e])?$/)
    holds(fc.tuple(name, value, fc.constantFrom('', ' ', '\t ')), ([key, text, blank]) => {
      expect(parseHeaderLine(`${key}:${blank}${text}${blank}`, { reject })).toEqual({ name: key, value: text })
    })
    holds(hostileText, (text) => {
      const { refusal } = outcomeOf(() => parseHeaderLine(text, { reject }))
      expect(refusal !== null || /^\s*[\w!#$%&'*+.^`|~-]+\s*:/.test(text)).toBe(true)
    })
  })

  test('base URLs, however often they are read', () => {
    const reject = (wanted: string): never => {
      throw new UsageError(wanted)
    }
    const words = 'http:// https:// h h.example :8000 :99999 /api / // x [::1] @ ? # %zz ..'.split(' ')
    const word = fc.constantFrom(...words)
    holds(
      fc.array(fc.oneof({ weight: 4, arbitrary: word }, hostileText), { maxLength: 5 }).map((all) => all.join('')),
      (raw) => {
        const outcome = outcomeOf(() => normalizeBaseUrl(raw, { reject }))
        if (outcome.refusal !== null) return
        const { origin, root, apiBase } = outcome.value
        expect(root.startsWith(origin) && apiBase === `${root}/api`).toBe(true)
        // A root that ends like that is one with its API, if it comes alone.
        const again = root.endsWith('/api') ? apiBase : root
        expect([again, apiBase].map((one) => normalizeBaseUrl(one, { reject }))).toEqual([outcome.value, outcome.value])
      },
    )
  })

  test('days and instants', () => {
    holds(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      expect(isExpiry(date.toISOString())).toBe(true)
      expect(isExpiry(date.toISOString().slice(0, 10))).toBe(true)
    })
    holds(hostileText, (text) => expect(isExpiry(text)).toBe(false))
  })
})
