import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { eventually } from './conformance/eventually.ts'

// The bin as it ships, in a process of its own: what is tried here ends processes.
const bin = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
let folder: TemporaryFolder
let children: ChildProcessWithoutNullStreams[]

beforeEach(async () => {
  folder = await createTemporaryFolder()
  children = []
  // PostgreSQL, whoever runs it, has to get in.
  await chmod(folder.path, 0o755)
  await mkdir(folder.join('tmp'))
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await leftovers((left) => left.length === 0)
  await folder.remove()
})

function start(...argv: string[]): ChildProcessWithoutNullStreams {
  if (!existsSync(bin)) throw new Error(`${bin} is not there: build first (npx -y pnpm@12 run build)`)
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', TMPDIR: folder.join('tmp') }
  const child = spawn(process.execPath, [bin, '--port', '0', ...argv], { cwd: folder.path, env })
  children.push(child)
  return child
}

async function startReady(...argv: string[]): Promise<ChildProcessWithoutNullStreams> {
  const child = start('--ready-file', 'ready', '--json', 'facts.json', ...argv)
  const isReady = async (): Promise<boolean> =>
    Promise.resolve(child.exitCode !== null || existsSync(folder.join('ready')))
  await eventually('the ready file', isReady, (ready) => ready, { deadlineMs: 30_000 })
  if (child.exitCode !== null) throw new Error(await text(child.stderr))
  return child
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { exitCode: child.exitCode, signal: child.signalCode, stdout, stderr }
}

/** What is in the temporary folder; a killed sandbox leaves it to others to clear up. */
async function leftovers(isSo: (left: string[]) => boolean): Promise<string[]> {
  return await eventually('an empty temporary folder', () => readdir(folder.join('tmp')), isSo, { deadlineMs: 20_000 })
}

/** Process id of PostgreSQL, as it writes it down itself. */
async function postgresPid(data?: string): Promise<number> {
  const [scratch = ''] = await readdir(folder.join('tmp'))
  const file =
    data === undefined ? folder.join('tmp', scratch, 'data/postmaster.pid') : folder.join(data, 'postmaster.pid')
  return Number((await readFile(file, 'utf8')).split('\n')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

// On Windows there is no shell to watch over what a killed sandbox leaves.
const testOnLinux = process.platform === 'linux' ? test : test.skip

test.each(['SIGINT', 'SIGTERM'] as const)('%s: ends in order, exit code 130, and leaves nothing', async (signal) => {
  const child = await startReady()
  const pid = await postgresPid()
  child.kill(signal)
  expect(await ended(child)).toMatchObject({ exitCode: 130, stderr: 'Stopping; press Ctrl-C again to quit at once.\n' })
  expect(isAlive(pid)).toBe(false)
  expect(await readdir(folder.join('tmp'))).toEqual([])
  expect(existsSync(folder.join('ready'))).toBe(false)
})

testOnLinux('SIGKILL: PostgreSQL and its data go all the same', async () => {
  const child = await startReady()
  const pid = await postgresPid()
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  expect(await ended(child)).toMatchObject({ signal: 'SIGKILL' })
  await leftovers((left) => left.length === 0)
  expect(isAlive(pid)).toBe(false)
})

testOnLinux('SIGKILL with --data: PostgreSQL goes, the data stays and is taken up again', async () => {
  const killed = await startReady('--data', 'kept', '--users', '7')
  const pid = await postgresPid('kept')
  killed.kill('SIGKILL')
  await ended(killed)
  await eventually(
    'the end of PostgreSQL',
    async () => Promise.resolve(isAlive(pid)),
    (alive) => !alive,
  )
  await leftovers((left) => left.length === 0)
  // That of the run that was killed would say that everything is up.
  expect(existsSync(folder.join('ready'))).toBe(true)
  const child = start('--data', 'kept', '--users', '5', '--ready-file', 'ready', '--duration', '1ms')
  expect(await ended(child)).toMatchObject({
    exitCode: 0,
    stderr: 'The database was filled before: it is as it was left, and nothing is seeded.\n',
    stdout: expect.stringContaining('The M4SH platform is up.'),
  })
  expect(existsSync(folder.join('ready'))).toBe(false)
})

testOnLinux('SIGKILL while the data is laid out: nothing stays', async () => {
  const child = start()
  const hasBegun = async (): Promise<boolean> => {
    const [scratch] = await readdir(folder.join('tmp'))
    return scratch !== undefined && existsSync(folder.join('tmp', scratch, 'password'))
  }
  await eventually('the password file', hasBegun, (begun) => begun)
  child.kill('SIGKILL')
  await ended(child)
  await leftovers((left) => left.length === 0)
})

test('SIGINT while a large seed is written: ends at once, exit code 130, and leaves nothing', async () => {
  const child = start('--seed-data', 'large')
  const isSeeding = async (): Promise<boolean> => {
    const [scratch] = await readdir(folder.join('tmp'))
    return scratch !== undefined && existsSync(folder.join('tmp', scratch, 'data/postmaster.pid'))
  }
  await eventually('PostgreSQL', isSeeding, (seeding) => seeding, { deadlineMs: 30_000 })
  child.kill('SIGINT')
  expect(await ended(child)).toMatchObject({ exitCode: 130, stdout: '' })
  expect(await readdir(folder.join('tmp'))).toEqual([])
})

testOnLinux('PostgreSQL that ends by itself: says so, exit code 3', async () => {
  const child = await startReady()
  process.kill(await postgresPid(), 'SIGKILL')
  const { exitCode, stderr } = await ended(child)
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(
    /^error: PostgreSQL has ended by itself:\n[^]*ended with SIGKILL\n[^]*Start the sandbox again\.\n$/,
  )
  expect(await readdir(folder.join('tmp'))).toEqual([])
})

test('two at once on the same folder: the second one is told', async () => {
  await startReady('--data', 'kept')
  const { exitCode, stderr } = await ended(start('--data', 'kept'))
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: expect.stringMatching(/PostgreSQL did not start[^]*Another sandbox uses this folder/),
  })
})

test('a folder that holds something else is not touched', async () => {
  await mkdir(folder.join('mine'))
  await writeFile(folder.join('mine/thesis.txt'), 'of years')
  const before = await readdir(folder.join('mine'), { withFileTypes: true })
  const { exitCode, stderr } = await ended(start('--data', 'mine'))
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: expect.stringMatching(/holds something else already, such as "thesis\.txt"\.\n {2}Give a new/),
  })
  expect(await readdir(folder.join('mine'), { withFileTypes: true })).toEqual(before)
})
