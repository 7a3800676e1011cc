import { inspect } from 'node:util'
import { isNativeError } from 'node:util/types'
import { redactText } from '../reporting/redact.ts'
import { ExpectedError } from './errors.ts'
import { ExitCode } from './exit-code.ts'

export interface ErrorReport {
  readonly text: string
  readonly exitCode: ExitCode
}

export interface ErrorReportOptions {
  readonly toolName: string
  /** Shows stacks. */
  readonly debug: boolean
  readonly color: boolean
  readonly secrets: readonly string[]
}

/** What is said about an error on stderr. A user's error tells what to do; a bug tells how to see its stack. */
export function describeError(error: unknown, options: ErrorReportOptions): ErrorReport {
  const label = options.color ? '\u001B[31merror:\u001B[39m' : 'error:'
  const lines = error instanceof ExpectedError ? expected(label, error) : bug(label, error, options)
  const stack = options.debug ? [stackOf(error)] : []
  return {
    // Before the settings are read nobody knows the secrets: what looks like one goes as well.
    text: `${redactText([...lines, ...stack].join('\n'), options.secrets)}\n`,
    exitCode: error instanceof ExpectedError ? error.exitCode : ExitCode.target,
  }
}

function expected(label: string, error: ExpectedError): readonly string[] {
  return [`${label} ${error.message}`, ...(error.hint === undefined ? [] : [`  ${error.hint}`])]
}

function bug(label: string, error: unknown, { toolName, debug }: ErrorReportOptions): readonly string[] {
  const what = isNativeError(error) || error instanceof Error ? `${error.name}: ${error.message}` : inspect(error)
  const next = debug ? [] : ['  Run it again with DEBUG=1 to see where, and report that, please.']
  return [`${label} ${what}`, `  This is a bug of ${toolName}.`, ...next]
}

function stackOf(error: unknown): string {
  if (!isNativeError(error) && !(error instanceof Error)) return inspect(error)
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`
}
