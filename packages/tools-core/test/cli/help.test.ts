import { describe, expect, test } from '@jest/globals'
import { defineCommand } from '../../src/cli/command.ts'
import { ExitCode } from '../../src/errors/exit-code.ts'
import { runInMemory } from '../../src/testing/run-in-memory.ts'
import { demoCommand } from './demo-command.ts'

describe('--help', () => {
  test('groups, defaults, variables, examples', async () => {
    const { exitCode, stdout, stderr } = await runInMemory(demoCommand(), ['--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: ExitCode.pass, stderr: '' })
    expect(stdout).toMatchSnapshot()
  })

  test.each(['-h', '--nonsense --help', '-qh', '--help=true'])(
    '%s shows it, whatever else stands there',
    async (line) => {
      const { stdout, exitCode } = await runInMemory(demoCommand(), line.split(' '))
      expect(stdout).toContain('Usage\n  stress-board [flags]')
      expect(exitCode).toBe(ExitCode.pass)
    },
  )

  test('fits a narrow terminal, except what cannot be broken', async () => {
    const { stdout } = await runInMemory(demoCommand(), ['--help'], { columns: 70, env: { NO_COLOR: '1' } })
    const wide = stdout.split('\n').filter((line) => line.length > 70)
    expect(wide).toEqual([])
    expect(stdout).not.toContain('\u001B')
  })

  test('is bold on a terminal', async () => {
    const { stdout } = await runInMemory(demoCommand(), ['--help'], { columns: 100 })
    expect(stdout).toContain('\u001B[1mUsage\u001B[22m')
  })

  test('positionals', async () => {
    const command = defineCommand({
      name: 'x',
      version: '1.0.0',
      describe: 'X',
      flags: {},
      positionals: { target: { describe: 'Target', required: true }, files: { describe: 'Files', list: true } },
      run: () => Promise.resolve(ExitCode.pass),
    })
    const { stdout } = await runInMemory(command, ['--help'])
    expect(stdout).toContain('x [flags] <target> [files...]')
    expect(stdout).toContain('  target  Target [required]\n  files   Files')
  })

  test('only the exit codes that the command can end with, in its own words where it has some', async () => {
    const command = defineCommand({
      name: 'x',
      version: '1.0.0',
      describe: 'X',
      flags: {},
      exitCodes: { [ExitCode.pass]: true, [ExitCode.target]: 'nobody is there' },
      run: () => Promise.resolve(ExitCode.pass),
    })
    const { stdout } = await runInMemory(command, ['--help'])
    expect(stdout).toMatch(/\nExit codes\n {2}0 {2}pass\n {2}3 {2}nobody is there\n$/)
  })

  test('behind -- it is no question', async () => {
    const { exitCode } = await runInMemory(demoCommand(), ['--', '--help'])
    expect(exitCode).toBe(ExitCode.usage)
  })
})

test('--version', async () => {
  expect(await runInMemory(demoCommand(), ['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' })
  expect((await runInMemory(demoCommand(), ['-qV'])).stdout).toBe('1.2.3\n')
})
