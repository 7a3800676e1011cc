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
    const env = { M4SH_CLIENTS: '4', M4SH_STRESS_BOARD_CLIENTS: '5' }
    const cwd = folder.path
    const clients = async (argv: readonly string[], variables: Record<string, string>) =>
      (await readSettings(argv, { cwd, env: variables })).flags.clients
    expect(await clients(['--clients', '6'], env)).toBe(6)
    expect(await clients([], env)).toBe(5)
    expect(await clients([], { M4SH_CLIENTS: '4' })).toBe(4)
    expect(await clients([], {})).toBe(3)
    await folder.write({ 'm4sh.config.json': '{}' })
    expect(await clients([], {})).toBe(10)
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
    const env = { M4SH_FRONTEND_PATH: 'src' }
    expect((await readSettings([], { cwd, env })).flags.frontendPath).toBe(folder.join('a/b/src'))
  })
})

describe('environment', () => {
  const cwd = '/'
  test.each([
    ['M4SH_CLIENTS', 'x', 'environment variable M4SH_CLIENTS is "x"; it must be a whole number from 1 to 1000.'],
    ['M4SH_JSON', 'maybe', 'environment variable M4SH_JSON is "maybe"; it must be true or false.'],
    ['M4SH_STRESS_BOARD_MODE', 'x', 'environment variable M4SH_STRESS_BOARD_MODE is "x"'],
  ])('%s=%s is refused', async (name, value, message) => {
    expect(await refusal([], { cwd, env: { [name]: value } })).toContain(message)
  })

  test('empty counts as absent; a flag with a variable of its own has no other; --color has none', async () => {
    const { flags } = await readSettings([], { cwd, env: { DEMO_NAME: '', M4SH_NAME: 'x', M4SH_COLOR: 'x' } })
    expect(flags.name).toBeUndefined()
    expect(flags.color).toBeUndefined()
  })

  test('booleans, lists, and a name of its own', async () => {
    const env = {
      M4SH_JSON: '1',
      M4SH_IMPAIR: 'No',
      M4SH_WEIGHT: '1, 2,',
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

  test('secrets are collected for redaction, harmless headers are not', async () => {
    const env = {
      M4SH_TOKEN: 'Bearer tok1',
      M4SH_HEADER: 'Accept: text/html\nAuthorization: Basic dXNlcg==\nX-Key: k1',
    }
    const { secrets } = await readSettings([], { env })
    expect(secrets).toEqual(['tok1', 'Basic dXNlcg==', 'dXNlcg==', 'k1'])
  })
})
