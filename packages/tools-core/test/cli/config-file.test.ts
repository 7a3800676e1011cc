import { existsSync } from 'node:fs'
import { chown, symlink } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { MemoryHostOptions } from '../../src/testing/memory-host.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { readSettings, refusal } from './read-settings.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

const section = (text: string) => `{"stress-board": ${text}}`

describe('every format', () => {
  test.each([
    ['json', '\uFEFF{"stress-board": {"clients": 7}}'],
    ['yaml', 'stress-board: {clients: 7}'],
    ['yml', 'stress-board:\n  clients: 7'],
    ['js', 'module.exports = { "stress-board": { clients: 7 } }'],
    ['mjs', 'export default Promise.resolve({ "stress-board": { clients: 7 } })'],
    ['ts', 'const clients: number = 7\nexport default { "stress-board": { clients } }'],
  ])('.%s', async (extension, text) => {
    await folder.write({ [`m4sh.config.${extension}`]: text })
    expect((await readSettings([], { cwd: folder.path })).flags.clients).toBe(7)
  })

  test('--config names one anywhere, and M4SH_CONFIG does', async () => {
    await folder.write({ 'm4sh.config.json': '{', 'other/settings.yaml': 'stress-board: {clients: 8}' })
    const cwd = folder.path
    expect((await readSettings(['-c', 'other/settings.yaml'], { cwd })).flags.clients).toBe(8)
    const env = { M4SH_CONFIG: 'other/settings.yaml' }
    expect((await readSettings([], { cwd, env })).flags.clients).toBe(8)
  })
})

describe('where it is looked for', () => {
  const clientsIn = async (cwd: string, more: Omit<MemoryHostOptions, 'argv'> = {}) =>
    (await readSettings([], { cwd, ...more })).flags.clients

  test('upward', async () => {
    await folder.write({ 'm4sh.config.json': section('{"clients": 7}'), 'a/b/c': '' })
    expect(await clientsIn(folder.join('a', 'b'))).toBe(7)
  })

  test.each(['.git/HEAD', '.git'])('not above the top of a repository: %s', async (mark) => {
    await folder.write({ 'm4sh.config.json': section('{"clients": 7}'), [`a/${mark}`]: '', 'a/b/c': '' })
    expect(await clientsIn(folder.join('a', 'b'))).toBe(10)
    expect(await clientsIn(folder.join('a'))).toBe(10)
    await folder.write({ 'a/m4sh.config.json': section('{"clients": 8}') })
    expect(await clientsIn(folder.join('a', 'b'))).toBe(8)
  })

  test('not above the home folder', async () => {
    await folder.write({ 'm4sh.config.json': section('{"clients": 7}'), 'ann/b/c': '' })
    const cwd = folder.join('ann', 'b')
    expect(await clientsIn(cwd, { env: { HOME: folder.join('ann') } })).toBe(10)
    expect(await clientsIn(cwd, { env: { USERPROFILE: folder.join('ann') } })).toBe(10)
    expect(await clientsIn(cwd, { env: { HOME: folder.join('bob') } })).toBe(7)
  })
})

describe('a file of another user', () => {
  const code = 'export default { "stress-board": { clients: 7 } }'
  // Whoever is root may be taken for somebody else; anybody else is.
  const stranger = (process.geteuid?.() ?? 0) + 4321
  const isRoot = process.geteuid?.() === 0

  test('is not executed, unless it is named', async () => {
    const tell = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(folder.join('it-ran'))}, '')`
    await folder.write({ 'm4sh.config.mjs': `${tell}\n${code}`, 'named.mjs': code })
    const path = folder.join('m4sh.config.mjs')
    await giveAway(path)
    const options = { cwd: folder.path, ...(isRoot ? {} : { userId: stranger }) }
    const said = await refusal([], options)
    expect(said).toContain(`${path} belongs to another user (`)
    expect(said).toContain(`If you trust it, name it: --config ${path}`)
    expect(existsSync(folder.join('it-ran'))).toBe(false)
    await giveAway(folder.join('named.mjs'))
    expect((await readSettings(['--config', 'named.mjs'], options)).flags.clients).toBe(7)
  })

  test('is read, where it only holds data', async () => {
    await folder.write({ 'm4sh.config.yaml': 'stress-board: {clients: 7}' })
    await giveAway(folder.join('m4sh.config.yaml'))
    const options = { cwd: folder.path, ...(isRoot ? {} : { userId: stranger }) }
    expect((await readSettings([], options)).flags.clients).toBe(7)
  })

  test("root's is executed, and where users have no numbers any is", async () => {
    await folder.write({ 'm4sh.config.mjs': code })
    for (const userId of isRoot ? [stranger, null] : [null])
      expect((await readSettings([], { cwd: folder.path, userId })).flags.clients).toBe(7)
  })

  async function giveAway(path: string): Promise<void> {
    if (isRoot) await chown(path, stranger, stranger)
  }
})

describe('YAML says no more than JSON can', () => {
  test.each([
    ['name: 2027-01-31', 'name', '2027-01-31'],
    ['name: 2027-01-31T10:00:00Z', 'name', '2027-01-31T10:00:00Z'],
    ['name: yes', 'name', 'yes'],
    ['clients: 0x10', 'clients', 16],
    ['<<: {clients: 7}', 'clients', 7],
  ] as const)('%s', async (text, key, value) => {
    await folder.write({ 'm4sh.config.yaml': `stress-board:\n  ${text}\n` })
    expect((await readSettings([], { cwd: folder.path })).flags[key]).toBe(value)
  })
})

describe('what is read from it', () => {
  test('sections of other tools and keys that this tool does not offer are not its business', async () => {
    const data = { $schema: 'x', 'chat-latency': { anything: 1 }, sandbox: 5, wsUrl: 'ws://h/', 'stress-board': {} }
    await folder.write({ 'm4sh.config.json': JSON.stringify(data) })
    expect((await readSettings([], { cwd: folder.path })).flags.wsUrl).toBe('ws://h/')
  })

  test('a structured key is validated', async () => {
    const ignore = [{ path: '/x/**', reason: 'legacy' }]
    await folder.write({ 'm4sh.config.json': section(JSON.stringify({ ignore })) })
    const { flags, sources } = await readSettings([], { cwd: folder.path })
    expect(flags.ignore).toEqual([{ method: '*', path: '/x/**', reason: 'legacy' }])
    expect(sources.ignore).toMatchObject({ kind: 'config', key: 'stress-board.ignore' })
  })
})

test('a whole number is taken for a text: ids are written so', async () => {
  await folder.write({ 'm4sh.config.json': '{"stress-board": {"name": 7}}' })
  const { flags } = await readSettings([], { cwd: folder.path })
  expect(flags.name).toBe('7')
})

describe('what is wrong with it', () => {
  test.each([
    [
      '{"stress-board": {"label": 5.5}}',
      '"stress-board.label" in FILE is the number 5.5; it must be a text.\n  Put it in quotes.',
    ],
    ['{"baseUrl": 5.5}', '"baseUrl" in FILE is the number 5.5; it must be an http(s) address'],
    ['{"baseUrl": null}', '"baseUrl" in FILE is null; it must be a text.'],
    ['{"baseUlr": "x"}', '"baseUlr" in FILE is no known setting.\n  Did you mean "baseUrl"?'],
    ['{"stres-board": {}}', '"stres-board" in FILE is no known setting.\n  Did you mean "stress-board"?'],
    [
      '{"clients": 5}',
      '"clients" in FILE is not a setting that all tools share.\n  Put it into the section of its tool:',
    ],
    ['{"config": "x"}', '"config" in FILE is no known setting.'],
    [section('{"save": true}'), '"stress-board.save" in FILE is no known setting.'],
    [
      '{"threshold": "a<1"}',
      '"threshold" in FILE is not a setting that all tools share.\n  Put it into the section of its tool: "stress-board": { "threshold": … }',
    ],
    ['{"output": "r.html"}', '"output" in FILE is not a setting that all tools share.'],
    ['{"format": "html"}', '"format" in FILE is not a setting that all tools share.'],
    ['{"yes": true}', '"yes" in FILE is no known setting.'],
    ['{"stress-board": []}', '"stress-board" in FILE must be an object of settings.'],
    [section('{"clints": 5}'), '"stress-board.clints" in FILE is no known setting.\n  Did you mean "clients"?'],
    [section('{"clients": "5"}'), '"stress-board.clients" in FILE is "5"; it must be a whole number from 1 to 1000.'],
    [section('{"clients": 5.5}'), '"stress-board.clients" in FILE is the number 5.5;'],
    [section('{"weight": [1, "x"]}'), '"stress-board.weight[1]" in FILE is "x"; it must be a number.'],
    [section('{"impair": "yes"}'), '"stress-board.impair" in FILE is "yes"; it must be true or false.'],
    [section('{"timeout": 10}'), '"stress-board.timeout" in FILE is the number 10; it must be a duration'],
    [section('{"name": ["a"]}'), '"stress-board.name" in FILE is a list; it must be a text.'],
    [section('{"ramp-up": "5s", "rampUp": "5s"}'), '"stress-board.rampUp" stands twice in FILE, in two spellings.'],
    [section('{"ignore": {}}'), '"stress-board.ignore" in FILE is an object; it must be a list.'],
    [
      section('{"ignore": [{"path": "/x"}]}'),
      '"stress-board.ignore[0].reason" in FILE is missing; it must be a reason.',
    ],
    [
      section('{"ignore": [{"path": "/x", "reason": "y", "method": "GTE"}]}'),
      '"stress-board.ignore[0].method" in FILE is "GTE"; it must be one of GET, POST.',
    ],
    [
      section('{"ignore": [{"pahts": "/x"}]}'),
      '"stress-board.ignore[0].pahts" in FILE is no known key.\n  Did you mean "path"?',
    ],
    ['{"__proto__": {}}', '"__proto__" in FILE is no known setting.'],
    ['[]', 'FILE holds an empty list; it must hold an object of settings.'],
    ['{\n  "token": "topsecret",\n}', 'FILE:3:1 is not JSON: "}" is not expected here.'],
    ['{"token": "topsecret"', 'FILE:1:22 is not JSON: the text ends too early.'],
    ['{"token": 1234567}', '"token" in FILE holds a value that cannot be used; it must be a text.'],
  ])('%s', async (text, message) => {
    await folder.write({ 'm4sh.config.json': text })
    const file = folder.join('m4sh.config.json')
    const said = await refusal([], { cwd: folder.path })
    expect(said.replaceAll(file, 'FILE')).toContain(message)
    expect(said).not.toMatch(/topsecret|1234567/)
  })

  test.each([
    ['m4sh.config.yaml', 'baseUrl: "http://a"\n token: x\n', /m4sh\.config\.yaml:2:\d+ is not YAML: /],
    ['m4sh.config.yaml', 'baseUrl: a\nbaseUrl: b', /:2:\d+ is not YAML: duplicated mapping key/],
    ['m4sh.config.yaml', '', /m4sh\.config\.yaml holds undefined; it must hold an object/],
    ['m4sh.config.mjs', 'export const baseUrl = 1', /holds undefined; .*\n {2}Export it: export default/],
    ['m4sh.config.mjs', 'throw new Error("broken on purpose")', /failed while it was loaded: broken on purpose\./],
    ['m4sh.config.ts', 'export default { baseUrl: }', /m4sh\.config\.ts failed while it was loaded/],
  ])('%s: %s', async (name, text, message) => {
    await folder.write({ [name]: text })
    expect(await refusal([], { cwd: folder.path })).toMatch(message)
  })

  test('two of them in one folder', async () => {
    await folder.write({ 'm4sh.config.json': '{}', 'm4sh.config.yml': '' })
    expect(await refusal([], { cwd: folder.path })).toContain('There are 2 config files:')
  })

  test('--config names nothing, a folder, or something else', async () => {
    await folder.write({ 'x.toml': '', 'd.json/x': '' })
    const cwd = folder.path
    expect(await refusal(['--config', 'no.json'], { cwd })).toContain('cannot be read: there is no such file.')
    expect(await refusal(['--config', 'no.mjs'], { cwd })).toContain('cannot be read: there is no such file.')
    expect(await refusal(['--config', 'd.json'], { cwd })).toContain('cannot be read: it is a folder.')
    await symlink('loop.yaml', folder.join('loop.yaml'))
    expect(await refusal(['--config', 'loop.yaml'], { cwd })).toMatch(
      /loop\.yaml cannot be read: its symbolic links lead in a circle\.\n {2}Name one that is there with --config/,
    )
    expect(await refusal(['--config', 'x.toml/x.json'], { cwd })).toContain(
      'cannot be read: a part of its path is a file, not a folder.',
    )
    expect(await refusal(['--config', 'x.toml'], { cwd })).toContain(
      'it must end in .json, .yaml, .yml, .js, .mjs or .ts',
    )
  })
})
