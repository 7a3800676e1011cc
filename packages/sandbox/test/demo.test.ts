import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'

// `pnpm demo` of the whole repository: what a newcomer types first.
const script = fileURLToPath(new URL('../../../scripts/demo.js', import.meta.url))
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
  await chmod(folder.path, 0o755)
  await mkdir(folder.join('tmp'))
})
afterEach(() => folder.remove())

function start(): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script], { env: { PATH: process.env['PATH'], TMPDIR: folder.join('tmp') } })
}

test('a line of verdict for every tool, the reports, exit code 0, and nothing stays', async () => {
  const child = start()
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  expect({ exitCode: child.exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/^ {3}✓ 12 of 17 calls .*2 frontend-only-call, 1 method-mismatch, 1 trailing-slash.*\)$/m)
  expect(stdout).toMatch(/\nEverything is stopped\. The tools work\.\n$/)
  const links = stdout.match(/file:\S+\.html/g) ?? []
  expect(links).toHaveLength((stdout.match(/^── /gm) ?? []).length)
  for (const link of links) expect(await readFile(new URL(link), 'utf8')).toContain('</html>')
  expect(await readdir(folder.join('tmp'))).toEqual([])
})

test('Ctrl-C ends it at any time, with everything that it has started', async () => {
  const child = start()
  const stdout = text(child.stdout)
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  await once(child, 'close')
  expect(child.exitCode).toBe(130)
  expect(await stdout).toMatch(/\nStopping\.\n$/)
  expect(await readdir(folder.join('tmp'))).toEqual([])
})
