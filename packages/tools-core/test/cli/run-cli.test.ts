import { describe, expect, test } from '@jest/globals'
import { defineCommand } from '../../src/cli/command.ts'
import { confirm } from '../../src/cli/confirm.ts'
import { RunError, UsageError } from '../../src/errors/errors.ts'
import { ExitCode } from '../../src/errors/exit-code.ts'
import { defineFlags, type FlagTable } from '../../src/cli/flags.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { systemClock } from '../../src/host/system-clock.ts'
import { createMemoryHost, type MemoryHost } from '../../src/testing/memory-host.ts'
import { runInMemory } from '../../src/testing/run-in-memory.ts'
import { demoCommand } from './demo-command.ts'

describe('how a run ends', () => {
  test.each(Object.entries(ExitCode))('%s: %i', async (_, code) => {
    expect(
      (
        await runInMemory(
          demoCommand(() => code),
          [],
        )
      ).exitCode,
    ).toBe(code)
  })

  test('a wrong setting that the run finds is wrong usage', async () => {
    const command = demoCommand(() => {
      throw new UsageError('--clients and --offset do not go together.', { hint: 'Leave one out.' })
    })
    expect(await runInMemory(command, [])).toEqual({
      exitCode: ExitCode.usage,
      stdout: '',
      stderr: 'error: --clients and --offset do not go together.\n  Leave one out.\n',
    })
  })

  test('a target that fails: one line and a hint; the cause with DEBUG', async () => {
    const command = demoCommand(() => {
      throw new RunError('localhost:8000 refused.', { hint: 'Check --base-url.', cause: new Error('ECONNREFUSED') })
    })
    const plain = await runInMemory(command, [])
    expect(plain.exitCode).toBe(ExitCode.target)
    expect(plain.stderr).toBe('error: localhost:8000 refused.\n  Check --base-url.\n')
    const { stderr } = await runInMemory(command, [], { env: { DEBUG: '1' } })
    expect(stderr).toMatch(/RunError: localhost[^]*run-cli\.test[^]*Caused by: Error: ECONNREFUSED/)
  })

  test('anything else is a bug, and no finding', async () => {
    const command = demoCommand(() => {
      throw new TypeError('x is not a function')
    })
    const { exitCode, stderr } = await runInMemory(command, [])
    expect(exitCode).toBe(ExitCode.target)
    expect(stderr).toBe(
      'error: TypeError: x is not a function\n  This is a bug of stress-board.\n' +
        '  Run it again with DEBUG=1 to see where, and report that, please.\n',
    )
    expect((await runInMemory(command, [], { env: { DEBUG: '*' } })).stderr).toMatch(/\n {4}at .*run-cli\.test/)
  })

  test('secrets are taken out of whatever is said', async () => {
    const command = demoCommand(({ flags }) => {
      throw new Error(`cannot send ${flags.token} and ${flags.header[0]?.value}`)
    })
    const { stderr } = await runInMemory(command, ['--token', 'abc.def.ghi', '-H', 'X-Key: k123456'], {
      env: { DEBUG: '1' },
    })
    expect(stderr).toContain('cannot send [redacted] and [redacted]')
    expect(stderr).not.toMatch(/abc\.def|k123456/)
  })

  test('secrets that the run found are taken out as well, of what is logged and of what breaks', async () => {
    const command = demoCommand(({ secrets, log }) => {
      secrets.add('later-1234')
      log.info('logged in with later-1234')
      throw new Error('cannot send later-1234')
    })
    const { stderr } = await runInMemory(command, [])
    expect(stderr).toContain('logged in with [redacted]\nerror: Error: cannot send [redacted]\n')
  })

  test('a secret among settings of which another is wrong is taken out of what is said', async () => {
    const { stderr } = await runInMemory(demoCommand(), ['--clients', 'k3y-0f-d00m', '-H', 'X-Key: k3y-0f-d00m'])
    expect(stderr).toContain('--clients is "[redacted]"; it must be a whole number')
  })

  test('what came from outside commands neither terminal nor workflow', async () => {
    const command = demoCommand(() => {
      throw new RunError('/b\n::error file=src/api.js::injected\u001B[2J', { hint: '\u001B]0;owned\u0007' })
    })
    const { stderr } = await runInMemory(command, [])
    const injected = String.raw`\x3a:error file=src/api.js::injected\x1b[2J`
    expect(stderr).toBe(`error: /b\n${injected}\n  ${String.raw`\x1b]0;owned\x07`}\n`)
  })
})

describe('a confirmation', () => {
  const asking = (given: { agreed: boolean }) =>
    demoCommand(async (context) => {
      context.log.progress.update('counting')
      given.agreed = await confirm(context, 'Delete 3 rows of m4sh?')
      return ExitCode.pass
    })

  test.each([
    ['y', true],
    [' Yes ', true],
    ['n', false],
    ['', false],
    ['yellow', false],
  ])('%j is %s', async (answer, wanted) => {
    const given = { agreed: !wanted }
    const { stderr } = await runInMemory(asking(given), [], { columns: 80, answers: [answer] })
    expect(given.agreed).toBe(wanted)
    expect(stderr).toBe('\r\u001B[2Kcounting\r\u001B[2KDelete 3 rows of m4sh? [y/N] ')
  })

  test('--yes has given it', async () => {
    const given = { agreed: false }
    expect(await runInMemory(asking(given), ['--yes'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(given.agreed).toBe(true)
  })

  test.each([{}, { columns: 80 }, { answers: ['y'] }])('%j is no terminal to ask on', async (options) => {
    const { exitCode, stderr } = await runInMemory(asking({ agreed: true }), [], options)
    expect(exitCode).toBe(ExitCode.usage)
    expect(stderr).toContain('There is no terminal to ask on: Delete 3 rows of m4sh?\n  Agree in advance with --yes.\n')
  })
})

describe('stop signals', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s: the run stops, writes what it has, and exits 130', async (name) => {
    const host = createMemoryHost()
    const command = demoCommand(async ({ signal, host: { stdout } }) => {
      host.interrupt(name)
      expect(signal.aborted).toBe(true)
      await stdout.write('half a report\n')
      return ExitCode.pass
    })
    expect(await runCli(command, host)).toBe(ExitCode.interrupted)
    expect(host.stdout.text).toBe('half a report\n')
    expect(host.stderr.text).toBe('Stopping; press Ctrl-C again to quit at once.\n')
    expect(host.quitCode).toBeUndefined()
    expect(host.signalListeners).toBe(0)
  })

  test('what breaks off because of the signal is no error', async () => {
    const host = createMemoryHost({ argv: ['--quiet'] })
    const command = demoCommand(async ({ signal }) => {
      host.interrupt()
      await Promise.resolve()
      signal.throwIfAborted()
      return ExitCode.pass
    })
    expect(await runCli(command, host)).toBe(ExitCode.interrupted)
    expect(host.stderr.text).toBe('')
  })

  test('a real error is told even then', async () => {
    const host = createMemoryHost({ argv: ['-q'] })
    const command = demoCommand(() => {
      host.interrupt()
      throw new RunError('The report cannot be written.')
    })
    expect(await runCli(command, host)).toBe(ExitCode.interrupted)
    expect(host.stderr.text).toBe('error: The report cannot be written.\n')
  })

  /** The exit code of the host after two signals during the run. */
  async function pressTwice(host: MemoryHost): Promise<number | undefined> {
    const command = demoCommand(() => {
      host.interrupt()
      host.interrupt()
      return ExitCode.pass
    })
    await runCli(command, host)
    return host.quitCode
  }

  test('the second one quits at once', async () => {
    expect(await pressTwice(createMemoryHost())).toBe(ExitCode.interrupted)
  })

  test('one press that arrives twice, as npm passes it on, does not', async () => {
    const clock = { ...systemClock, monotonic: () => 0 }
    expect(await pressTwice(createMemoryHost({ clock }))).toBeUndefined()
  })

  test('one that comes before the run keeps it from starting', async () => {
    const host = createMemoryHost({ argv: ['--clients', '1'] })
    let hasRun = false
    const running = runCli(
      demoCommand(() => {
        hasRun = true
        return ExitCode.pass
      }),
      host,
    )
    host.interrupt()
    expect(await running).toBe(ExitCode.interrupted)
    expect(hasRun).toBe(false)
  })
})

describe('what a run gets', () => {
  test('colours: flag, then NO_COLOR, then FORCE_COLOR, then the terminal', async () => {
    const colors = async (argv: readonly string[], env: Record<string, string>, columns?: number) => {
      let seen: unknown
      const command = demoCommand((context) => {
        seen = context.colors.stdout
        return ExitCode.pass
      })
      await runInMemory(command, argv, { env, ...(columns ? { columns } : {}) })
      return seen
    }
    expect(await colors([], {})).toBe(false)
    expect(await colors([], {}, 80)).toBe(true)
    expect(await colors([], { TERM: 'dumb' }, 80)).toBe(false)
    expect(await colors([], { FORCE_COLOR: '1' })).toBe(true)
    expect(await colors([], { FORCE_COLOR: '0' }, 80)).toBe(false)
    expect(await colors([], { NO_COLOR: '1', FORCE_COLOR: '1' }, 80)).toBe(false)
    expect(await colors(['--color'], { NO_COLOR: '1' })).toBe(true)
    expect(await colors(['--no-color'], { FORCE_COLOR: '1' }, 80)).toBe(false)
  })

  test('colours of errors and help, before anything was parsed', async () => {
    const red = '\u001B[31merror:'
    expect((await runInMemory(demoCommand(), ['--nope'], { columns: 80 })).stderr).toContain(red)
    expect((await runInMemory(demoCommand(), ['--nope', '--no-color'], { columns: 80 })).stderr).not.toContain(red)
    expect((await runInMemory(demoCommand(), ['--nope', '--color'])).stderr).toContain(red)
    expect((await runInMemory(demoCommand(), ['--help', '--no-color'], { columns: 80 })).stdout).not.toContain('\u001B')
  })

  test('positionals by name', async () => {
    let seen: unknown
    const command = defineCommand({
      name: 'x',
      version: '1.0.0',
      describe: 'X',
      flags: {},
      positionals: { target: { describe: 'T', required: true }, files: { describe: 'F', list: true } },
      run: ({ positionals }) => {
        const target: string = positionals.target
        const files: readonly string[] = positionals.files
        seen = { target, files }
        return Promise.resolve(ExitCode.pass)
      },
    })
    await runInMemory(command, ['a', '007', '--', '--b'])
    expect(seen).toEqual({ target: 'a', files: ['007', '--b'] })
    expect(await runInMemory(command, [])).toMatchObject({
      exitCode: ExitCode.usage,
      stderr: 'error: x needs <target>.\n  See x --help.\n',
    })
  })
})

describe('tables that contradict themselves', () => {
  const text = { type: 'string', describe: 'x' } as const
  test.each<[string, FlagTable]>([
    ['no camelCase', { 'base-url': text }],
    ['flag of every command', { help: { type: 'boolean', describe: 'x' } }],
    ['negative', { noColor: { type: 'boolean', describe: 'x' } }],
    ['taken', { a: { ...text, short: 'x' }, b: { ...text, short: 'x' } }],
    ['taken', { a: { ...text, short: 'h' } }],
  ])('%s', (message, flags) => {
    const define = () =>
      defineCommand({ name: 'x', version: '1.0.0', describe: 'X', flags, run: () => Promise.resolve(ExitCode.pass) })
    expect(define).toThrow(message)
  })
})

test('the types of the values come from the table', async () => {
  const flags = defineFlags({
    mode: { type: 'string', choices: ['a', 'b'], default: 'a', describe: 'x' },
    size: { type: 'integer', describe: 'x' },
    point: { type: 'string', list: true, describe: 'x', parse: (raw) => ({ x: raw.length }) },
  })
  const command = defineCommand({
    name: 'x',
    version: '1.0.0',
    describe: 'X',
    flags,
    run: ({ flags: { mode, size, point } }) => {
      const typed: { mode: 'a' | 'b'; size: number | undefined; point: readonly { x: number }[] } = {
        mode,
        size,
        point,
      }
      expect(typed).toEqual({ mode: 'b', size: undefined, point: [{ x: 3 }] })
      // @ts-expect-error -- size may be missing
      const wrong: number = size
      expect(wrong).toBeUndefined()
      return Promise.resolve(ExitCode.pass)
    },
  })
  expect(await runInMemory(command, ['--mode', 'b', '--point', 'abc'])).toMatchObject({ exitCode: 0, stderr: '' })
})
