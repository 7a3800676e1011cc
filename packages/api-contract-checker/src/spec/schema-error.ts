import { ExitCode, ExpectedError } from '@m4sh/tools-core/errors'

/** Why there is no schema to compare with. */
export type SchemaErrorKind =
  | 'missing-file'
  | 'unreadable-file'
  | 'bad-source'
  | 'auth'
  | 'not-found'
  | 'http-status'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'html'
  | 'empty'
  | 'syntax'
  | 'not-openapi'
  | 'no-paths'

/** Here the command line or the configuration is at fault. */
const wrongUsage: ReadonlySet<SchemaErrorKind> = new Set(['missing-file', 'bad-source'])

/**
 * A schema that cannot be used. The message says what came and what was wanted, `hint` what to do next. Only a missing
 * file and a source that means nothing are wrong usage (exit code 2); anything else is a target that did not answer as
 * it must (3).
 */
export class SchemaError extends ExpectedError {
  override readonly name: string = 'SchemaError'
  override readonly exitCode: ExitCode
  readonly kind: SchemaErrorKind

  constructor(kind: SchemaErrorKind, message: string, hint: string, cause?: unknown) {
    super(message, { hint, cause })
    this.kind = kind
    this.exitCode = wrongUsage.has(kind) ? ExitCode.usage : ExitCode.target
  }
}
