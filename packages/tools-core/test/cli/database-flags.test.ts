import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { databaseFlags, defineCommand, defineFlags, ExitCode, generalFlags } from '../../src/cli/index.ts'
import { runInMemory } from '../../src/testing/run-in-memory.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

/** Prints what it was given. */
const command = defineCommand({
  name: 'notif-blast',
  version: '0.0.0',
  describe: 'Prints the address.',
  flags: defineFlags({ ...databaseFlags, ...generalFlags }),
  examples: [],
  run: async ({ flags: { databaseUrl }, host, secrets }) => {
    await host.stdout.write(databaseUrl ?? 'none')
    await host.stderr.write(secrets.redactText('anna, bare hunter2, db, m4sh'))
    return ExitCode.pass
  },
})

const url = 'postgresql://anna:hunter2@db/m4sh'
const run = (argv: readonly string[], env = {}) => runInMemory(command, argv, { cwd: folder.path, env })

test('the address comes from the flag, the variable of all tools, or the top of the config file', async () => {
  expect((await run([])).stdout).toBe('none')
  expect((await run(['--database-url', url])).stdout).toBe(url)
  expect((await run([], { M4SH_DATABASE_URL: url })).stdout).toBe(url)
  await folder.write({ 'm4sh.config.json': JSON.stringify({ databaseUrl: url }) })
  expect((await run([])).stdout).toBe(url)
})

test('of it only the password is secret', async () => {
  expect((await run(['--database-url', url])).stderr).toBe('anna, bare [redacted], db, m4sh')
})

test('a wrong one is told with its place, and without the password', async () => {
  const { exitCode, stderr } = await run([], { M4SH_DATABASE_URL: 'postgresql://anna:hun/ter2@db' })
  expect(exitCode).toBe(ExitCode.usage)
  expect(stderr).toContain('environment variable M4SH_DATABASE_URL: user and password are not parted from the host')
  expect(stderr).not.toMatch(/hun|ter2/)
})
