import { type DemoContext, demoCommand } from './demo-command.ts'
import { createMemoryHost, type MemoryHostOptions } from '../../src/testing/memory-host.ts'
import { ExitCode } from '../../src/errors/exit-code.ts'
import { runCli } from '../../src/cli/run-cli.ts'

/** Runs the demo command and hands back what it was given. Throws with the whole of stderr if it did not run. */
export async function readSettings(
  argv: readonly string[],
  options: Omit<MemoryHostOptions, 'argv'> = {},
): Promise<DemoContext> {
  let context: DemoContext | undefined
  const host = createMemoryHost({ cwd: '/', ...options, argv })
  await runCli(
    demoCommand((given) => {
      context = given
      return ExitCode.pass
    }),
    host,
  )
  if (!context) throw new Error(host.stderr.text)
  return context
}

/** What stderr says of wrong settings. */
export async function refusal(argv: readonly string[], options: Omit<MemoryHostOptions, 'argv'> = {}): Promise<string> {
  const host = createMemoryHost({ cwd: '/', ...options, argv })
  const exitCode = await runCli(demoCommand(), host)
  if (exitCode !== ExitCode.usage) throw new Error(`exit code ${exitCode}\n${host.stderr.text}`)
  return host.stderr.text
}
