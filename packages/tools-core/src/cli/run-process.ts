import { Redactor } from '../redaction/redactor.ts'
import { createProcessHost } from '../host/process-host.ts'
import type { Command } from './command.ts'
import { describeError } from './describe-error.ts'
import { runCli } from './run-cli.ts'

/**
 * Runs a command as this process: all that a bin calls. Sets `process.exitCode`, so that what was written is flushed.
 * Never throws.
 */
export async function runProcess(command: Command): Promise<void> {
  const secrets = new Redactor()
  // Node would end such a process with 1, which means "findings" here.
  process.on('uncaughtException', (error) => {
    const options = { toolName: command.name, debug: Boolean(process.env['DEBUG']), color: false, secrets }
    const { text, exitCode } = describeError(error, options)
    process.stderr.write(text, () => process.exit(exitCode))
  })
  process.exitCode = await runCli(command, createProcessHost(), secrets)
}
