import { inspect } from 'node:util'
import { isNativeError } from 'node:util/types'
import type { Redactor } from '../redaction/redactor.ts'
import { escapeTerminalLines } from '../terminal/escape.ts'
import { ExpectedError, withHint } from '../errors/errors.ts'
import { ExitCode } from '../errors/exit-code.ts'

export interface ErrorReport {
  readonly text: string
  readonly exitCode: ExitCode
}

export interface ErrorReportOptions {
  readonly toolName: string
  /** Shows stacks. */
  readonly debug: boolean
  readonly color: boolean
  readonly secrets: Redactor
}

/** What is said about an error on stderr. A user's error tells what to do; a bug tells how to see its stack. */
export function describeError(error: unknown, options: ErrorReportOptions): ErrorReport {
  const label = options.color ? '\u001B[31merror:\u001B[39m' : 'error:'
  const lines = error instanceof ExpectedError ? [withHint(error)] : bug(error, options)
  const stack = options.debug ? [stackOf(error)] : []
  // Much of it came from outside: it is neither to show a secret nor to command a terminal or a workflow.
  const said = escapeTerminalLines(options.secrets.redactText([...lines, ...stack].join('\n')))
  return {
    text: `${label} ${said}\n`,
    exitCode: error instanceof ExpectedError ? error.exitCode : ExitCode.target,
  }
}

function bug(error: unknown, { toolName, debug }: ErrorReportOptions): readonly string[] {
  const what = isNativeError(error) || error instanceof Error ? `${error.name}: ${error.message}` : inspect(error)
  const next = debug ? [] : ['  Run it again with DEBUG=1 to see where, and report that, please.']
  return [what, `  This is a bug of ${toolName}.`, ...next]
}

function stackOf(error: unknown): string {
  if (!isNativeError(error) && !(error instanceof Error)) return inspect(error)
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`
}
