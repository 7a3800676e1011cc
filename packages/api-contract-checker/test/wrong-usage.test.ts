import { readdir, symlink } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { run } from './run-check.ts'

const schema = `openapi: 3.0.3
info: { title: Rooms, version: '1' }
paths:
  /api/rooms/: { get: { responses: {} } }
`
const pair = ['-f', 'src', '-s', 'schema.yaml'] as const

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({
    'package.json': '{}',
    'src/api.js': "fetch('/api/rooms/')\n",
    'schema.yaml': schema,
    'file.txt': 'x',
    'folder.json/x': '',
  })
  await symlink('loop.json', folder.join('loop.json'))
})
afterEach(() => folder.remove())

describe('a file that cannot be had is named in words, with what to do', () => {
  const long = 'n'.repeat(300)
  test.each<[argv: string[], code: number, said: string, todo: string]>([
    [['--config', 'folder.json'], 2, 'folder.json cannot be read: it is a folder.', '--config'],
    [['--config', 'file.txt/x.json'], 2, 'cannot be read: a part of its path is a file, not a folder.', '--config'],
    [['--config', 'loop.json'], 2, 'cannot be read: its symbolic links lead in a circle.', '--config'],
    [['--baseline', 'folder.json'], 2, 'folder.json cannot be read: it is a folder.', '--baseline'],
    [['--baseline', 'none.json'], 2, 'none.json cannot be read: there is no such file.', '--update-baseline'],
    [['--baseline', 'file.txt/x', '--update-baseline'], 2, 'a part of its path is a file, not a folder.', '--baseline'],
    [['--baseline', 'loop.json', '--update-baseline'], 2, 'its symbolic links lead in a circle.', '--baseline'],
    [['-o', 'file.txt/r.json'], 3, 'a part of its path is a file, not a folder', '--output'],
    [['-o', 'folder.json'], 3, 'folder.json: it is a folder', '--output'],
    [['-o', `${long}.json`], 3, 'its name is too long', '--output'],
    [['-f', 'nowhere'], 2, 'nowhere does not exist.', '--frontend-path'],
    [['-f', 'file.txt/x'], 2, 'cannot be read: a part of its path is a file, not a folder.', '--frontend-path'],
    [['-f', 'loop.json'], 2, 'cannot be read: its symbolic links lead in a circle.', '--frontend-path'],
    [['-f', '/dev/zero'], 2, 'The frontend /dev/zero is neither a folder nor a file.', '--frontend-path'],
    [['-f', long], 2, 'cannot be read: its name is too long.', '--frontend-path'],
    [['-s', 'none.yaml'], 2, 'The schema file none.yaml does not exist', '--schema-url'],
    [['-s', 'folder.json'], 2, 'The schema file folder.json is a folder', '--schema-url'],
    [['-s', 'loop.json'], 3, 'could not be read: its symbolic links lead in a circle.', '--schema-url'],
    [['-s', `./${long}`], 3, 'could not be read: its name is too long.', '--schema-url'],
  ])('%j', async (argv, code, said, todo) => {
    const given = argv[0] === '-f' ? ['-s', 'schema.yaml'] : argv[0] === '-s' ? ['-f', 'src'] : pair
    const { exitCode, stderr } = await run([...given, ...argv], { cwd: folder.path })
    expect(exitCode).toBe(code)
    const [first = '', next = ''] = stderr.replace(/^Report .*\n/gm, '').split('\n')
    expect(first).toContain(said)
    expect(next).toMatch(/^ {2}[A-Z]/)
    expect(next).toContain(todo)
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b|syscall|is a bug/)
  })

  test('a document that a schema refers to: what is wrong is a warning in words', async () => {
    await folder.write({
      'schema.yaml': `${schema}  /api/a/: { $ref: './folder.json' }\n  /api/b/: { $ref: './loop.json' }\n  /api/c/: { $ref: './none.json' }\n`,
    })
    const { exitCode, stderr } = await run(pair, { cwd: folder.path })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('the reference ./folder.json could not be read: ')
    expect(stderr).toContain('./loop.json could not be read: its symbolic links lead in a circle.')
    expect(stderr).toContain('./none.json could not be read: there is no such file.')
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b/)
  })
})

describe('a threshold that is none is blamed on where it stands', () => {
  test('the flag', async () => {
    const { exitCode, stderr } = await run([...pair, '--threshold', 'summary.call<1'], { cwd: folder.path })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--threshold "summary.call<1": the result has no figure summary.call')
  })

  test('the environment', async () => {
    const env = { M4SH_API_CONTRACT_CHECKER_THRESHOLD: 'summary.calls<many' }
    const { exitCode, stderr } = await run(pair, { cwd: folder.path, env })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      '"summary.calls<many" of environment variable M4SH_API_CONTRACT_CHECKER_THRESHOLD is no threshold',
    )
    expect(stderr).not.toContain('--threshold')
  })

  test('file and key', async () => {
    await folder.write({ 'm4sh.config.yaml': 'api-contract-checker: { threshold: [summary.calls<1s] }' })
    const { exitCode, stderr } = await run(pair, { cwd: folder.path })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      `"summary.calls<1s" of "api-contract-checker.threshold" in ${folder.join('m4sh.config.yaml')}: summary.calls is no time`,
    )
  })

  test('before anything is read or written', async () => {
    await run(['-f', 'nowhere', '-s', 'none.yaml', '--threshold', 'x'], { cwd: folder.path })
    expect(await readdir(folder.path)).not.toContain('reports')
  })
})
