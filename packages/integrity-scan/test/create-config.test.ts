import { expect, test } from '@jest/globals'
import { ExitCode, runCli, type RunContext } from '@m4sh/tools-core/cli'
import { createMemoryHost } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { type Config, toConfig } from '../src/config.ts'
import { createConfig } from '../src/create-config.ts'
import type { Flags } from '../src/flags.ts'

async function configOf(argv: readonly string[]): Promise<Config | undefined> {
  let config: Config | undefined
  const run = async ({ flags }: RunContext): Promise<ExitCode> => {
    config = toConfig(flags as Flags)
    return await Promise.resolve(ExitCode.pass)
  }
  await runCli({ ...command, run }, createMemoryHost({ argv, cwd: process.cwd() }))
  return config
}

test('options of a program come to what the same flags come to', async () => {
  const argv = ['--only', 'lessons.*', '--only', 'chat', '--stale-days', '7', '--fix', '--statement-timeout', '1m']
  const options = { only: ['lessons.*', 'chat'], staleDays: 7, fix: true, statementTimeout: '1m' }
  expect(createConfig(options)).toEqual(await configOf(argv))
})

test('what only the config file holds is an option, too; what only the command does is none', () => {
  const { mapping, custom } = createConfig({
    tables: { lessons: 'school.lesson' },
    checks: [{ id: 'own.check', severity: 'info', title: 'It is wrong', sql: 'SELECT 1 AS id' }],
  })
  expect(mapping).toMatchObject({ lessons: { table: 'school.lesson' } })
  expect(custom).toMatchObject([{ id: 'own.check' }])
  expect(() => createConfig({ checks: [{ id: 'own.check' }] })).toThrow('"checks[0].')
  const unknown = { only: 'chat', emitConstraints: 'x.sql' }
  expect(() => createConfig(unknown)).toThrow('There is no option "emitConstraints".')
})
