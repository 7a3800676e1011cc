import { describe, expect, test } from '@jest/globals'
import { runInMemory } from '../../src/testing/run-in-memory.ts'
import { demoCommand } from './demo-command.ts'
import { readSettings, refusal } from './read-settings.ts'

describe('what a flag takes', () => {
  test.each([
    ['--clients 5', 'clients', 5],
    ['--clients=5', 'clients', 5],
    ['--clients 1e2', 'clients', 100],
    ['--offset -1.5', 'offset', -1.5],
    ['--offset=-.5', 'offset', -0.5],
    ['--weight 1 --weight -2', 'weight', [1, -2]],
    ['--timeout 1m30s', 'timeout', 90_000],
    ['--timeout 1d12h', 'timeout', 129_600_000],
    ['--timeout 1.5s', 'timeout', 1500],
    ['--ramp-up 5', 'rampUp', 5000],
    ['--mode closed', 'mode', 'closed'],
    ['--name a=b', 'name', 'a=b'],
    ['--name=--x', 'name', '--x'],
    ['--name 007', 'name', '007'],
    ['--label=', 'label', ''],
    ['--output - -o a.json', 'output', ['-', '/a.json']],
    ['--frontend-path src', 'frontendPath', '/src'],
    ['--json', 'json', true],
    ['--json --no-json', 'json', false],
    ['--json=false', 'json', false],
    ['--json=true', 'json', true],
    ['--no-impair', 'impair', false],
    ['--no-color', 'color', false],
    ['-qv', 'verbose', true],
    ['-y', 'yes', true],
    ['--token abc.def', 'token', 'abc.def'],
    ['--ws-url ws://h:1/ws', 'wsUrl', 'ws://h:1/ws'],
    ['--threshold latency.p95<200', 'threshold', ['latency.p95<200']],
    ['--format json --format csv', 'format', ['json', 'csv']],
  ] as const)('%s', async (line, key, value) => {
    const { flags, sources } = await readSettings(line.split(' '))
    expect(flags[key]).toEqual(value)
    expect(sources[key].kind).toBe('flag')
  })

  test('a header is taken apart, a scheme in front of the token is dropped', async () => {
    const { flags } = await readSettings(['-H', 'X-Api-Key:  a: b ', '--token', 'Bearer abc'])
    expect(flags.header).toEqual([{ name: 'X-Api-Key', value: 'a: b' }])
    expect(flags.token).toBe('abc')
  })

  test('defaults are read as if a user had written them', async () => {
    const { flags, sources } = await readSettings([], { cwd: '/work/tools' })
    expect(flags).toMatchObject({
      timeout: 10_000,
      frontendPath: '/work/frontend/src',
      output: ['/work/tools/reports/demo.html'],
      header: [],
      ignore: [],
      baseUrl: { origin: 'http://localhost:8000', apiBase: 'http://localhost:8000/api' },
    })
    expect(flags.token).toBeUndefined()
    expect(flags.color).toBeUndefined()
    expect(sources.timeout).toEqual({ kind: 'default', name: '--timeout' })
    expect(Object.keys(flags)).not.toContain('help')
  })
})

describe('a flag that means something without a value', () => {
  test.each([
    ['--spoil 5', 5],
    ['--spoil=5', 5],
    ['--spoil', 3],
    ['--json --spoil', 3],
    ['--spoil --json', 3],
    ['--spoil -q', 3],
    ['--spoil --', 3],
  ])('%s', async (line, value) => {
    const { flags, sources } = await readSettings(line.split(' '))
    expect(flags.spoil).toBe(value)
    expect(sources.spoil).toEqual({ kind: 'flag', name: '--spoil' })
  })

  test('left out it means nothing; environment and file give a value', async () => {
    expect((await readSettings([])).flags.spoil).toBeUndefined()
    expect((await readSettings([], { env: { M4SH_STRESS_BOARD_SPOIL: '4' } })).flags.spoil).toBe(4)
  })

  test.each([
    ['--spoil=', '--spoil is ""; it must be a whole number from 0 to 9, not empty.'],
    ['--spoil many', '--spoil is "many"; it must be a whole number from 0 to 9.'],
    ['--spoil --spoil 4', '--spoil was given 2 times; it takes one value.'],
    ['--spoil -1', '--spoil is "-1"; it must be a whole number from 0 to 9.'],
    ['--spoil -.5 --json', '--spoil is "-.5"; it must be a whole number from 0 to 9.'],
    ['--no-spoil', '--no-spoil means nothing: --spoil takes a value.'],
    // Only another flag or the end says that there is no value.
    ['--spoil extra', '--spoil is "extra"'],
    ['-- --spoil', '"--spoil" is one argument too many'],
  ])('%s is refused', async (line, message) => {
    expect(await refusal(line.split(' '))).toContain(message)
  })

  test('--help shows that the value may be left out, and what it is then', async () => {
    const { stdout } = await runInMemory(demoCommand(), ['--help'])
    expect(stdout).toMatch(/--spoil \[N\] +Plants N mistakes \[without a value: 3\]/)
  })
})

describe('what a flag refuses', () => {
  test.each([
    ['--clients abc', '--clients is "abc"; it must be a whole number from 1 to 1000.'],
    ['--clients 1.5', '--clients is "1.5"; it must be a whole number from 1 to 1000.'],
    ['--clients 0', '--clients is "0"; it must be a whole number from 1 to 1000.'],
    ['--clients -5', '--clients is "-5"; it must be a whole number from 1 to 1000.'],
    ['--clients 0x10', '--clients is "0x10"'],
    ['--clients Infinity', '--clients is "Infinity"'],
    ['--clients=', '--clients is ""; it must be a whole number from 1 to 1000, not empty.'],
    ['--clients', '--clients needs a value.'],
    ['--clients --json', '--clients needs a value.'],
    ['-o', '-o/--output needs a value.\n  A value that begins with a dash is written --output=-x.'],
    ['--output', '--output needs a value.'],
    ['-q -o --json', '-o/--output needs a value.'],
    ['--clients 1 --clients 2', '--clients was given 2 times; it takes one value.'],
    ['--name=', '--name is ""; it must be a text, not empty.'],
    ['--no-name', '--no-name means nothing: --name takes a value.'],
    ['--timeout 10', '--timeout is "10"; it must be a duration, such as "500ms", "10s" or "1m30s".'],
    ['--timeout 1x', '--timeout is "1x"; it must be a duration'],
    [`--timeout ${'9'.repeat(400)}s`, 'it must be a duration, such as'],
    ['--ramp-up 0', 'it must be a duration of at least 1000 ms, such as'],
    ['--mode opne', '--mode is "opne"; it must be one of open, closed.\n  Did you mean "open"?'],
    ['--json=yes', '--json=yes is not possible; --json is on or off.\n  Write --json, --no-json or --json=false.'],
    ['-q=1', '-q=1 is not possible'],
    ['--clinets 5', '--clinets is no flag of stress-board.\n  Did you mean --clients?'],
    ['--no-colour', '--no-colour is no flag of stress-board.\n  Did you mean --color?'],
    ['--frontendPath x', '--frontendPath is no flag of stress-board.\n  Did you mean --frontend-path?'],
    ['--ignore x', '--ignore is no flag of stress-board.'],
    ['--zzzzzzz=secret --qqqqqqq', '--zzzzzzz, --qqqqqqq are no flags of stress-board.\n  See stress-board --help.'],
    ['-json', '-json is no flag of stress-board.'],
    ['--__proto__=1', 'no flag'],
    ['--constructor 1', '--constructor is no flag'],
    ['--no-json=false', '--no-json is no flag'],
    ['extra', '"extra" is one argument too many for stress-board.'],
    ['-- --json', '"--json" is one argument too many'],
    ['-5', '"-5" is one argument too many'],
    ['--ws-url http://h', '--ws-url is "http://h"; it must be a WebSocket address'],
    ['--base-url localhost:8000', 'Put http:// in front: http://localhost:8000'],
    ['--completion-script tcsh', 'it must be one of bash, zsh, fish'],
  ])('%s', async (line, message) => {
    const text = await refusal(line.split(' '))
    expect(text).toContain(`error: `)
    expect(text).toContain(message)
    expect(text).not.toContain('secret')
  })

  test('all wrong values are told at once', async () => {
    const text = await refusal(['--clients', 'x', '--mode', 'y'])
    expect(text).toContain('--clients is "x"')
    expect(text).toContain('--mode is "y"')
  })

  test('a secret does not come back in the message', async () => {
    const text = await refusal(['--token', 'top secret', '--header', 'topsecret'])
    expect(text).toContain('--token holds a value that cannot be used; it must be a token without blanks')
    expect(text).toContain('--header holds a value that cannot be used; it must be a header such as')
    expect(text).not.toMatch(/top ?secret/)
    // The example of what is wanted is no secret.
    expect(text).toContain('such as "X-Tenant: rooms".')
  })
})
