import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { readSettings, refusal } from './read-settings.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

describe('precedence', () => {
  test('flag before own variable before shared variable before section before top before default', async () => {
    const config = { verbose: true, 'stress-board': { clients: 3 } }
    await folder.write({ 'm4sh.config.json': JSON.stringify(config) })
    const env = { M4SH_STRESS_BOARD_CLIENTS: '5' }
    const cwd = folder.path
    const clients = async (argv: readonly string[], variables: Record<string, string>) =>
      (await readSettings(argv, { cwd, env: variables })).flags.clients
    expect(await clients(['--clients', '6'], env)).toBe(6)
    expect(await clients([], env)).toBe(5)
    expect(await clients([], {})).toBe(3)
    await folder.write({ 'm4sh.config.json': '{}' })
    expect(await clients([], {})).toBe(10)
  })

  test("of a shared flag the tool's own variable comes before that of all tools", async () => {
    const wsUrl = async (env: Record<string, string>) => (await readSettings([], { env })).flags.wsUrl
    expect(await wsUrl({ M4SH_WS_URL: 'ws://all/' })).toBe('ws://all/')
    expect(await wsUrl({ M4SH_WS_URL: 'ws://all/', M4SH_STRESS_BOARD_WS_URL: 'ws://own/' })).toBe('ws://own/')
  })

  test('a history is one for all tools, and a folder', async () => {
    await folder.write({ 'm4sh.config.json': '{"history": "runs"}', file: 'x' })
    const cwd = folder.path
    expect((await readSettings([], { cwd })).flags.history).toBe(folder.join('runs'))
    expect((await readSettings([], { cwd, env: { M4SH_HISTORY: 'all' } })).flags.history).toBe(folder.join('all'))
    expect((await readSettings(['--history', '.'], { cwd })).flags.history).toBe(folder.path)
    await folder.write({ 'm4sh.config.json': '{}' })
    expect((await readSettings([], { cwd })).flags.history).toBeUndefined()
    for (const wrong of ['file', 'file/deeper', '-'])
      expect(await refusal([`--history=${wrong}`], { cwd })).toContain('a folder')
  })

  test("a tool's section beats the shared top", async () => {
    await folder.write({ 'm4sh.config.json': '{"baseUrl": "http://a", "stress-board": {"base-url": "http://b/api/"}}' })
    const { flags, sources, configFile } = await readSettings([], { cwd: folder.path })
    expect(flags.baseUrl.apiBase).toBe('http://b/api')
    const file = folder.join('m4sh.config.json')
    expect(sources.baseUrl).toEqual({ kind: 'config', file, key: 'stress-board.base-url' })
    expect(configFile).toBe(file)
  })

  test('paths count from the config file, or from the working directory', async () => {
    await folder.write({ 'm4sh.config.yaml': 'stress-board:\n  frontendPath: web/src\n', 'a/b/c': '' })
    const cwd = folder.join('a', 'b')
    expect((await readSettings([], { cwd })).flags.frontendPath).toBe(folder.join('web/src'))
    const env = { M4SH_STRESS_BOARD_FRONTEND_PATH: 'src' }
    expect((await readSettings([], { cwd, env })).flags.frontendPath).toBe(folder.join('a/b/src'))
  })
})

describe('environment', () => {
  const cwd = '/'
  test.each([
    [
      'M4SH_STRESS_BOARD_CLIENTS',
      'x',
      'environment variable M4SH_STRESS_BOARD_CLIENTS is "x"; it must be a whole number from 1 to 1000.',
    ],
    ['M4SH_JSON', 'maybe', 'environment variable M4SH_JSON is "maybe"; it must be true or false.'],
    ['M4SH_STRESS_BOARD_MODE', 'x', 'environment variable M4SH_STRESS_BOARD_MODE is "x"'],
  ])('%s=%s is refused', async (name, value, message) => {
    expect(await refusal([], { cwd, env: { [name]: value } })).toContain(message)
  })

  test("what is the tool's alone has no variable that other tools would read too", async () => {
    const names = ['CLIENTS', 'NAME', 'MODE', 'OUTPUT', 'FORMAT', 'THRESHOLD']
    const env = Object.fromEntries(names.map((name) => [`M4SH_${name}`, 'x']))
    const { sources } = await readSettings([], { cwd, env })
    const { clients, name, mode, output, format, threshold } = sources
    expect([clients, name, mode, output, format, threshold].map(({ kind }) => kind)).toEqual(names.map(() => 'default'))
    const own = { M4SH_STRESS_BOARD_OUTPUT: 'a.json', M4SH_STRESS_BOARD_THRESHOLD: 'a<1' }
    expect((await readSettings([], { cwd, env: own })).flags).toMatchObject({ output: ['/a.json'], threshold: ['a<1'] })
  })

  test('what must be said each time has none at all', async () => {
    const names = ['YES', 'COLOR', 'SAVE']
    const env = Object.fromEntries(names.map((name) => [`M4SH_${name}`, 'x']))
    const { flags } = await readSettings([], { cwd, env })
    expect(flags).toMatchObject({ yes: false, save: false })
    expect(flags.color).toBeUndefined()
  })

  test.each([
    ['M4SH_STRESS_BOARD_CLIENT', 'Did you mean M4SH_STRESS_BOARD_CLIENTS?'],
    ['M4SH_STRESS_BOARD_RAMPUP', 'Did you mean M4SH_STRESS_BOARD_RAMP_UP?'],
    ['M4SH_STRESS_BOARD_BASEURL', 'Did you mean M4SH_STRESS_BOARD_BASE_URL?'],
    ['M4SH_STRESS_BOARD_CONSTRUCTOR', 'See stress-board --help.'],
    ['M4SH_STRESS_BOARD_', 'See stress-board --help.'],
    ['M4SH_STRESS_BOARD_IGNORE', 'Set "ignore" in the section "stress-board" of the config file.'],
    ['M4SH_STRESS_BOARD_YES', 'Give --yes on the command line: it has no variable.'],
    ['M4SH_STRESS_BOARD_COLOR', 'Give --color on the command line: it has no variable.'],
    ['M4SH_STRESS_BOARD_SAVE', 'Give --save on the command line: it has no variable.'],
  ])("%s, of the tool's own name, is refused", async (name, hint) => {
    const said = await refusal([], { cwd, env: { [name]: 'topsecret' } })
    expect(said).toContain(`environment variable ${name} is no setting of stress-board.\n  ${hint}\n`)
    expect(said).not.toContain('topsecret')
  })

  test("variables that are empty, of other tools, or like the tool's are left alone; wrong ones are told at once", async () => {
    const others = { M4SH_STRESS_BOARD_CLIENT: '', M4SH_SANDBOX_CLIENT: '1', M4SH_CLIENT: '1', M4SH_STRESS_BOARDS: '1' }
    expect((await readSettings([], { cwd, env: others })).flags.clients).toBe(10)
    const wrong = { M4SH_STRESS_BOARD_CLIENT: '5', M4SH_STRESS_BOARD_MODES: 'x', M4SH_STRESS_BOARD_CLIENTS: '0' }
    const said = await refusal([], { cwd, env: wrong })
    for (const name of Object.keys(wrong)) expect(said).toContain(`environment variable ${name} is`)
  })

  test('empty counts as absent', async () => {
    const { flags } = await readSettings([], { cwd, env: { DEMO_NAME: '', M4SH_TOKEN: '' } })
    expect(flags.name).toBeUndefined()
    expect(flags.token).toBeUndefined()
  })

  test('booleans, lists, and a name of its own', async () => {
    const env = {
      M4SH_JSON: '1',
      M4SH_STRESS_BOARD_IMPAIR: 'No',
      M4SH_STRESS_BOARD_WEIGHT: '1, 2,',
      M4SH_HEADER: 'Accept: a, b\nX-Key: k\n',
      DEMO_NAME: 'n',
    }
    const { flags } = await readSettings([], { env })
    expect(flags).toMatchObject({ json: true, impair: false, weight: [1, 2], name: 'n' })
    expect(flags.header).toEqual([
      { name: 'Accept', value: 'a, b' },
      { name: 'X-Key', value: 'k' },
    ])
  })

  test('secrets are collected for redaction; what a header says is one by its name, or if it looks random', async () => {
    const headers = [
      'Accept: text/html',
      'Authorization: Basic dXNlcg==',
      'X-Key: key1',
      'Cookie: sessionid=sess1; theme=dark',
      'X-Tenant: rooms',
      'X-Requested-With: XMLHttpRequest',
      'X-Trace: frontend-contract-check-2024',
      'X-Build: 9f86d081884c7d65',
    ]
    const env = { M4SH_TOKEN: 'Bearer tok1', M4SH_HEADER: headers.join('\n') }
    const { secrets } = await readSettings([], { env })
    const said = 'tok1 dXNlcg== key1 sess1 rooms XMLHttpRequest frontend-contract-check-2024 9f86d081884c7d65 text/html'
    const m = '[redacted]'
    expect(secrets.redactText(said)).toBe(
      `${m} ${m} ${m} ${m} rooms XMLHttpRequest frontend-contract-check-2024 ${m} text/html`,
    )
  })
})
