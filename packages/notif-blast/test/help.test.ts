import { expect, test } from '@jest/globals'
import { runInMemory } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'

test('--help', async () => {
  const { exitCode, stdout, stderr } = await runInMemory(command, ['--help'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatchSnapshot()
})

test('--help on a terminal of 80 columns is no wider, but for what is to be copied', async () => {
  const { stdout } = await runInMemory(command, ['--help'], { columns: 80, env: { NO_COLOR: '1' } })
  const wide = stdout.split('\n').filter((line) => line.length > 80)
  expect(wide.filter((line) => !line.startsWith('  notif-blast '))).toEqual([])
})
