import { mkdir, readFile, rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { command } from '../src/report-index-command.ts'
import { entryName } from '../src/reporting/history/entry-name.ts'
import { runInMemory } from '../src/testing/run-in-memory.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../src/testing/temporary-folder.ts'
import { entryOf } from './reporting/history/sample-history.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

const index = (...argv: readonly string[]) => runInMemory(command, argv, { cwd: folder.path })

test('runs of several machines, copied into one folder, make one page', async () => {
  await folder.write({
    [`runs/${entryName(entryOf(1))}`]: JSON.stringify(entryOf(1)),
    [`runs/${entryName(entryOf(2))}`]: JSON.stringify(entryOf(2)),
    // Somebody's own, beside the runs.
    'runs/report.json': '{}',
    [`runs/${entryName(entryOf(3))}`]: '{',
  })
  expect(await index('runs')).toEqual({
    exitCode: 0,
    stdout: `${folder.join('runs/index.html')}: 2 runs\n`,
    stderr: `warning: ${entryName(entryOf(3))}: it is no JSON.\n`,
  })
  expect(await readFile(folder.join('runs/index.html'), 'utf8')).toContain('Latency of 2 runs')
  await rm(folder.join('runs', entryName(entryOf(1))))
  expect((await index('runs', '--quiet')).stdout).toBe('')
  expect(await readFile(folder.join('runs/index.html'), 'utf8')).toContain('1 run of 1 tool')
})

test('the page speaks what is asked for, and the environment', async () => {
  await folder.write({ [`runs/${entryName(entryOf(1))}`]: JSON.stringify(entryOf(1)) })
  const written = () => readFile(folder.join('runs/index.html'), 'utf8')
  await index('runs', '--lang', 'uk')
  expect(await written()).toContain('20 клієнтів на 1 уроці')
  await index('runs')
  expect(await written()).toContain('20 clients on 1 lesson')
  await runInMemory(command, ['runs'], { cwd: folder.path, env: { LANG: 'uk_UA.UTF-8' } })
  expect(await written()).toContain('20 клієнтів на 1 уроці')
})

test('an empty folder has a page that says so; a mistyped one is not made', async () => {
  await mkdir(folder.join('runs'))
  expect(await index('runs')).toMatchObject({ exitCode: 0, stdout: `${folder.join('runs/index.html')}: 0 runs\n` })
  expect(await readFile(folder.join('runs/index.html'), 'utf8')).toContain('A tool adds one with --history.')
  expect(await index('rums')).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('rums is no folder'),
  })
  expect(await index()).toMatchObject({ exitCode: 2, stdout: '' })
})
