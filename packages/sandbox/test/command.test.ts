import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import { createMemoryHost, createTemporaryFolder, runInMemory } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { eventually } from './conformance/eventually.ts'

/** A host whose clock goes on by itself: what is tried here really starts and really ends. */
async function runFor(ms: number, argv: readonly string[], cwd: string) {
  const host = createMemoryHost({ argv: [...argv, '--port', '0', '--duration', `${ms}ms`], cwd })
  const exitCode = await runCli(command, host)
  return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text }
}

test('starts, says where it is, plants what it was told to, and ends by itself', async () => {
  const folder = await createTemporaryFolder()
  try {
    const argv = [
      '--json',
      'facts.json',
      '--ready-file',
      'ready',
      '--corrupt',
      '--manifest',
      'planted.json',
      '--users',
      '5',
    ]
    const { exitCode, stdout, stderr } = await runFor(50, argv, folder.path)
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^\d+ violations planted: .*planted\.json\n$/),
    })
    expect(stdout).toMatch(/^The M4SH platform is up\.\n/)
    const facts = JSON.parse(await readFile(folder.join('facts.json'), 'utf8')) as Record<string, unknown>
    expect(facts).toMatchObject({
      baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      wsUrl: expect.stringMatching(/^ws:.*\/ws\/$/),
      ids: { admin: 1, tutor: 2, student: 3, lesson: 1, relation: 1 },
      tokens: { service: 'm4sh-sandbox-service-token', invite: expect.stringMatching(/^ey/) },
      credentials: { seeded: { password: 'sandbox-password' } },
    })
    const { planted } = JSON.parse(await readFile(folder.join('planted.json'), 'utf8')) as {
      planted: { check: string }[]
    }
    expect(planted.filter(({ check }) => check === 'lessons.orphan-tutor')).toHaveLength(3)
    await expect(readFile(folder.join('ready'))).rejects.toMatchObject({ code: 'ENOENT' })
  } finally {
    await folder.remove()
  }
})

test('a ready file that is a folder is refused, and left', async () => {
  const folder = await createTemporaryFolder()
  try {
    const { exitCode, stdout, stderr } = await runFor(50, ['--ready-file', '.'], folder.path)
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringMatching(/The ready file .* cannot be removed: it is a folder[^]*--ready-file FILE/),
    })
  } finally {
    await folder.remove()
  }
})

test('a ready file that cannot be taken away at the end: the sandbox is stopped all the same', async () => {
  const folder = await createTemporaryFolder()
  try {
    const host = createMemoryHost({
      argv: ['--port', '0', '--ready-file', 'ready', '--json', 'facts.json', '--users', '0'],
      cwd: folder.path,
    })
    const running = runCli(command, host)
    await eventually(
      'the ready file',
      async () => await Promise.resolve(existsSync(folder.join('ready'))),
      (isThere) => isThere,
    )
    await rm(folder.join('ready'))
    await mkdir(folder.join('ready'))
    const { baseUrl } = JSON.parse(await readFile(folder.join('facts.json'), 'utf8')) as { baseUrl: string }
    host.interrupt()
    expect(await running).toBe(130)
    expect(host.stderr.text).toMatch(/The ready file .* cannot be removed: it is a folder/)
    await expect(fetch(baseUrl)).rejects.toThrow('fetch failed')
  } finally {
    await folder.remove()
  }
})

test.each([
  [['--fault', 'latency=fast', '--port', '0'], 2, /latency/],
  [['--seed-data', 'huge'], 2, /small/],
  [['--port', '99999'], 2, /65.?535/],
  [
    ['--database-url', 'postgresql://nobody@127.0.0.1:1/none', '--port', '0'],
    3,
    /nothing listens there[^]*Is it running/,
  ],
  [['--database-url', 'm4sh', '--port', '0'], 2, /must begin with postgresql:/],
  [
    ['--database-url', 'postgresql://localhost/m4sh', '--data', 'x', '--port', '0'],
    2,
    /either --data or --database-url/,
  ],
  [['--data', '/dev/null/x', '--port', '0'], 3, /cannot be used for data: it is a file, or lies below one/],
  [['--host', '203.0.113.1', '--port', '0'], 3, /no such address[^]*with --host/],
  [['--ping-timeout', '0s'], 2, /--ping-timeout is "0s"/],
  [['--duration', '9000h'], 2, /--duration is "9000h"/],
])('%j ends with %i', async (argv, code, message) => {
  const { exitCode, stderr } = await runInMemory(command, argv)
  expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: expect.stringMatching(message) })
})

test('a port that is taken', async () => {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { exitCode, stderr } = await runInMemory(command, ['--port', String(port)])
  server.close()
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: expect.stringMatching(/the port is in use[^]*Give another port with --port/),
  })
})
