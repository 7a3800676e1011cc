import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { check, run } from './run-check.ts'

// What a flag does to a whole run, where no other test needs it for something else.
let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder({
    'package.json': '{}',
    'src/api.js': "fetch('/rooms/?tenant=7&colour=red')\n",
    'schema.yaml':
      "openapi: 3.0.3\ninfo: { title: Rooms, version: '1' }\npaths: { /rooms/: { get: { responses: {} } } }\n",
  })
})
afterEach(() => folder.remove())

const pair = ['-f', 'src', '-s', 'schema.yaml']

test('--accepted-query names what every endpoint takes though the schema does not say so', async () => {
  const messages = async (argv: readonly string[]): Promise<readonly string[]> =>
    (await check([...pair, ...argv], { cwd: folder.path })).report.result.findings.map(({ message }) => message)
  expect(await messages([])).toEqual([expect.stringContaining('"tenant"'), expect.stringContaining('"colour"')])
  expect(await messages(['--accepted-query', 'tenant'])).toEqual([expect.stringContaining('"colour"')])
  expect(await messages(['--accepted-query', 'tenant', '--accepted-query', 'colour'])).toEqual([])
})

test('--color colours where no terminal is, --no-color does not where one is', async () => {
  const escape = '\u001B['
  expect((await run([...pair, '--color'], { cwd: folder.path })).stdout).toContain(escape)
  const plain = await run([...pair, '--no-color'], { cwd: folder.path, columns: 100 })
  expect(plain.stdout).toContain('API contract')
  expect(plain.stdout).not.toContain(escape)
})
