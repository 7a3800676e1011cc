import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TestServer } from '@m4sh/tools-core/testing'
import { exampleFrontend, exampleSchema, packageFolder } from './run-check.ts'

// The bin as it ships: what the build made of it, in a process of its own.
const bin = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
let server: TestServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

function start(argv: readonly string[], cwd = packageFolder): ChildProcessWithoutNullStreams {
  if (!existsSync(bin)) throw new Error(`${bin} is not there: build first (npx -y pnpm@12 run build)`)
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' }
  return spawn(process.execPath, [bin, ...argv], { cwd, env })
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { exitCode: child.exitCode, stdout, stderr }
}

test('--version', async () => {
  const { version } = JSON.parse(readFileSync(`${packageFolder}package.json`, 'utf8')) as { version: string }
  expect(await ended(start(['--version']))).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test('--help', async () => {
  const { exitCode, stdout, stderr } = await ended(start(['--help']))
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatchSnapshot()
})

test('finds what the example has, and says so by its exit code', async () => {
  const folder = await createTemporaryFolder()
  try {
    const { exitCode, stdout, stderr } = await ended(start(['-f', exampleFrontend, '-s', exampleSchema], folder.path))
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `Report (html): ${folder.join('reports/api-contract.html')}\n`,
    })
    expect(stdout).toContain('frontend-only-call (2)')
    expect(readFileSync(folder.join('reports/api-contract.html'), 'utf8')).toContain('</html>')
  } finally {
    await folder.remove()
  }
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s: the report of what was done so far, exit code 130', async (signal) => {
  let child: ChildProcessWithoutNullStreams | undefined
  // A backend that takes its time: the signal comes while it is waited for.
  server = await startHttpServer(() => void child?.kill(signal))
  child = start(['-f', exampleFrontend, '-s', exampleSchema, '-s', `${server.url}/slow`, '-o', '-', '--json'])
  const { exitCode, stdout } = await ended(child)
  expect(exitCode).toBe(130)
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'error', run: { interrupted: true } })
})

test('a reader that goes away ends it without a word', async () => {
  const child = start(['-f', exampleFrontend, '-s', exampleSchema, '-o', '-', '--json'])
  child.stdout.destroy()
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect(stderr).toBe('')
})
