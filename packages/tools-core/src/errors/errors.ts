import { ExitCode } from './exit-code.ts'

/** What an error tells besides its message. */
export interface ErrorDetails {
  /** What to do next: one sentence that names a flag, a key or a command. */
  readonly hint?: string
  readonly cause?: unknown
}

/** An error that a user caused or can do something about; anything else that is thrown is a bug of the tool. */
export abstract class ExpectedError extends Error {
  abstract readonly exitCode: ExitCode
  readonly hint: string | undefined

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.hint = details.hint
  }
}

/** Wrong flags, environment or configuration: exit code 2. The message says what came and what is wanted. */
export class UsageError extends ExpectedError {
  override readonly name: string = 'UsageError'
  override readonly exitCode = ExitCode.usage
}

/** The target did not answer as it must, or the run broke: exit code 3. */
export class RunError extends ExpectedError {
  override readonly name: string = 'RunError'
  override readonly exitCode = ExitCode.target
}

/** Throws what was collected: nothing, the one error, or one error that lists them all. */
export function throwCollected(errors: readonly UsageError[]): void {
  const [first, ...others] = errors
  if (!first) return
  if (others.length === 0) throw first
  throw new UsageError(errors.map(withHint).join('\n'))
}

/**
 * The message of an error and what to do, one behind the other: for a list in which each has a line. Not every message ends
 * with a stop, and then its hint stands behind one.
 */
export function inOneLine({ message, hint }: Pick<ExpectedError, 'message' | 'hint'>): string {
  return hint === undefined ? message : `${message}${/[.!?:]$/.test(message) ? '' : '.'} ${hint}`
}

/** The message of an error and what to do, as one text. */
export function withHint({ message, hint }: ExpectedError): string {
  return hint === undefined ? message : `${message}\n  ${hint}`
}
