import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { defineCommand, defineFlags, ExitCode } from '../../../src/cli/index.ts'
import { generateParts } from '../../../src/cli/docs/index.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../../src/testing/temporary-folder.ts'
import { findFlagGaps } from '../../../src/testing/readme/index.ts'

const command = defineCommand({
  name: 'greet',
  version: '1.0.0',
  describe: 'Greets.',
  flags: defineFlags({
    name: { type: 'string', short: 'n', describe: 'Whom' },
    nameless: { type: 'boolean', default: false, describe: 'Nobody' },
    loud: { type: 'boolean', default: true, describe: 'Louder' },
  }),
  run: () => Promise.resolve(ExitCode.pass),
})
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({
    'README.md': generateParts(command, '<!-- flags -->\n<!-- /flags -->\n'),
    'test/greet.test.ts': "run(['-n', 'Olena', '--no-loud'], { M4SH_GREET_NAMELESS: '1' })",
  })
})
afterEach(() => folder.remove())

const gaps = async () => await findFlagGaps(command, pathToFileURL(`${folder.path}/`))

test('flags that a table, the completion and a test know are no gap: spelt out, short, negated, or as a variable', async () => {
  expect(await gaps()).toEqual({ readme: [], completion: [], tests: [] })
})

test('a row that is missing, and one that only begins as another does', async () => {
  await folder.write({ 'README.md': '| `--nameless` |  | Nobody |\n| `--[no-]loud` | `true` | Louder |\n' })
  expect((await gaps()).readme).toEqual(['--name', '--help', '--version', '--completion-script'])
})

test('what only fixtures and the test of the README name is in no test', async () => {
  await folder.remove()
  await folder.write({
    'README.md': '',
    'test/readme.test.ts': '--name --nameless --loud',
    'test/fixtures/a.ts': '--name',
    'test/other.test.ts': '--nameless-x --name-y',
  })
  expect((await gaps()).tests).toEqual(['--name', '--nameless', '--loud'])
})
