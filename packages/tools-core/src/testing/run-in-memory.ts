import type { Command } from '../cli/command.ts'
import { runCli } from '../cli/run-cli.ts'
import { createMemoryHost, type MemoryHostOptions } from './memory-host.ts'

/** What a finished command left behind. */
export interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a whole command in this process: `await runInMemory(command, ['--json'], { cwd, env })`. */
export async function runInMemory(
  command: Command,
  argv: readonly string[],
  options: Omit<MemoryHostOptions, 'argv'> = {},
): Promise<Finished> {
  const host = createMemoryHost({ ...options, argv })
  const exitCode = await runCli(command, host)
  return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text }
}
