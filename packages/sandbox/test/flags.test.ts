import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import { createMemoryHost, createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { Client } from 'pg'
import { command } from '../src/command.ts'
import { eventually } from './conformance/eventually.ts'

// What a flag does to a whole sandbox, where no other test needs it for something else.
let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(async () => await folder.remove())

// Each test starts sandboxes of its own, two or three of them.
jest.setTimeout(120_000)

interface Facts {
  readonly baseUrl: string
  readonly databaseUrl: string
  readonly tokens: Readonly<Record<string, string>>
}

/** Works with a sandbox of these flags, and says what it has said. */
async function within(argv: readonly string[], work: (facts: Facts) => Promise<void> = async () => {}) {
  const own = ['--port', '0', '--json', 'facts.json', '--ready-file', 'ready']
  const host = createMemoryHost({ argv: [...own, ...argv], cwd: folder.path })
  const running = runCli(command, host)
  await eventually(
    'the ready file',
    async () => await Promise.resolve(existsSync(folder.join('ready'))),
    (isThere) => isThere,
    { deadlineMs: 60_000 },
  )
  try {
    await work(JSON.parse(await readFile(folder.join('facts.json'), 'utf8')) as Facts)
  } finally {
    host.interrupt()
    await running
  }
  return { stdout: host.stdout.text, stderr: host.stderr.text }
}

async function query<T>({ databaseUrl }: Facts, sql: string): Promise<readonly T[]> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows as T[]
}

describe('data', () => {
  test('--relations, --lessons, --messages and --notifications say how many rows there are beside those that always are', async () => {
    const argv = ['--users', '8', '--relations', '6', '--lessons', '7', '--messages', '11', '--notifications', '13']
    await within(argv, async (facts) => {
      const [counts] = await query<Record<string, number>>(
        facts,
        `SELECT (SELECT count(*) FROM users_tutorstudentrelation)::int AS relations,
           (SELECT count(*) FROM lessons_lesson)::int AS lessons,
           (SELECT count(*) FROM chat_lessonchatmessage)::int AS messages,
           (SELECT count(*) FROM notifications_notification)::int AS notifications`,
      )
      expect(counts).toEqual({ relations: 7, lessons: 8, messages: 11, notifications: 13 })
    })
  })

  test('--seed: the same one gives the same names, another one gives others', async () => {
    const names = async (seed: string): Promise<readonly unknown[]> => {
      let rows: readonly unknown[] = []
      await within(['--seed', seed, '--users', '10'], async (facts) => {
        rows = await query(facts, 'SELECT first_name, last_name FROM users_user ORDER BY id')
      })
      return rows
    }
    const [one, again, other] = [await names('1'), await names('1'), await names('2')]
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
  })
})

describe('what is said', () => {
  test('--verbose tells of every fault as it strikes', async () => {
    const ask = async ({ baseUrl }: Facts): Promise<void> => void (await fetch(`${baseUrl}/api/schema/`))
    const argv = ['--users', '0', '--fault', 'latency=1ms']
    expect((await within([...argv, '--verbose'], ask)).stderr).toContain('Fault: delayed\n')
    expect((await within(argv, ask)).stderr).not.toContain('Fault')
  })

  test('--quiet leaves out what was planted; where it is, it says all the same', async () => {
    const argv = ['--users', '0', '--corrupt', '1', '--manifest', folder.join('planted.json')]
    const { stdout, stderr } = await within([...argv, '--quiet'])
    expect(stderr).toBe('')
    expect(stdout).toContain('The M4SH platform is up.')
  })

  test('--no-color has no escapes on a terminal either', async () => {
    const { stdout, stderr } = await within(['--users', '0', '--no-color'])
    expect(`${stdout}${stderr}`).not.toContain('\u001B[')
  })
})

test('--config names the file of the settings, and a flag beats it', async () => {
  await folder.write({ 'mine.json': JSON.stringify({ sandbox: { users: 4, lessons: 3, relations: 2 } }) })
  await within(['--config', folder.join('mine.json'), '--lessons', '1'], async (facts) => {
    const [counts] = await query<Record<string, number>>(
      facts,
      'SELECT (SELECT count(*) FROM users_user)::int AS users, (SELECT count(*) FROM lessons_lesson)::int AS lessons',
    )
    expect(counts).toEqual({ users: 7, lessons: 2 })
  })
})
