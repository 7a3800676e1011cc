import { readdir, symlink } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { check, run } from './run-check.ts'

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

describe('a frontend inside of another', () => {
  test.each([
    [['src', 'src/api.js'], 'src/api.js lies inside of'],
    [['src/deep', 'src'], 'src/deep lies inside of'],
    [['link', 'src'], 'link is the same as'],
  ])('%j: calls would count twice', async (roots, said) => {
    await folder.write({ 'src/deep/b.js': "fetch('/api/rooms/')\n" })
    await symlink('src', folder.join('link'))
    const flags = roots.flatMap((root) => ['-f', root])
    const { exitCode, stderr } = await run([...flags, '-s', 'schema.yaml'], { cwd: folder.path })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(said)
    expect(stderr).toContain(`${folder.join('src')}: its calls would count twice.\n  Name only one of them`)
  })

  test('not one beside it that begins with the same letters, nor a package that it installed', async () => {
    await folder.write({
      'src-admin/b.js': "fetch('/api/rooms/')\n",
      'src/node_modules/lib/c.js': "fetch('/api/rooms/')\n",
    })
    const flags = ['src', 'src-admin', 'src/node_modules/lib'].flatMap((root) => ['-f', root])
    const { report } = await check([...flags, '-s', 'schema.yaml'], { cwd: folder.path })
    expect(report.result.summary.calls).toBe(3)
  })
})

describe('a glob that names nothing', () => {
  test('is a warning, on stderr and in the report', async () => {
    const globs = ['--exclude', 'app/api.js', '--include', 'x.test.js']
    const { exitCode, stderr, report } = await check([...pair, ...globs], { cwd: folder.path })
    expect(exitCode).toBe(0)
    const src = folder.join('src')
    const told = [
      `--include x.test.js names no source file of ${src}: globs count from there, or are written as reports name files.`,
      `--exclude app/api.js leaves nothing out of ${src}: globs count from there, or are written as reports name files.`,
    ]
    expect(report.warnings).toEqual(told)
    for (const warning of told) expect(stderr).toContain(`warning: ${warning}`)
    const quiet = await check([...pair, ...globs, '--quiet'], { cwd: folder.path })
    expect(quiet.stderr).toBe('')
  })

  test.each([
    ['app', '../web/src', '../web/src/b.js'],
    ['web', 'src', 'src/b.js'],
    ['web', 'src', 'web/src/b.js'],
    ['web', 'src', '*/src/b.*'],
  ])('not where it is written as a report names files: in %s, -f %s --exclude %s', async (cwd, root, glob) => {
    await folder.write({ 'app/x': '', 'web/src/a.js': "fetch('/api/rooms/')\n", 'web/src/b.js': "fetch('/api/b/')\n" })
    const flags = ['-f', root, '-s', '../schema.yaml', '--exclude', glob]
    const { report } = await check(flags, { cwd: folder.join(cwd) })
    expect(report.warnings).toEqual([])
    expect(report.result.calls.map(({ path }) => path)).toEqual(['/api/rooms/'])
  })

  test('not where it names a file of one of several frontends', async () => {
    await folder.write({ 'admin/b.js': "fetch('/api/rooms/')\n", 'admin/c.js': "fetch('/api/rooms/')\n" })
    const globs = ['--exclude', 'admin/c.js']
    const { report } = await check([...pair, '-f', 'admin', ...globs], { cwd: folder.path })
    expect(report.warnings).toEqual([])
    expect(report.result.summary.calls).toBe(2)
  })
})

describe('settings that do not exist', () => {
  test("a variable that begins with this tool's name", async () => {
    const env = { M4SH_API_CONTRACT_CHECKER_FAILON: 'error' }
    const { exitCode, stderr } = await run(pair, { cwd: folder.path, env })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'environment variable M4SH_API_CONTRACT_CHECKER_FAILON is no setting of api-contract-checker.\n  Did you mean M4SH_API_CONTRACT_CHECKER_FAIL_ON?',
    )
  })

  test('an example of a header can be read, and a folder is no file of an unknown kind', async () => {
    const header = await run([...pair, '--header', 'bad'], { cwd: folder.path })
    expect(header.stderr).toContain('it must be a header such as "X-Tenant: rooms".')
    const output = await run([...pair, '-o', 'src'], { cwd: folder.path })
    expect(output).toMatchObject({ exitCode: 2 })
    expect(output.stderr).toContain(`--output ${folder.join('src')}: it is a folder`)
  })
})
