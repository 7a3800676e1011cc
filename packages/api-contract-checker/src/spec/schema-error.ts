/** Why there is no schema to compare with. */
export type SchemaErrorKind =
  | 'missing-file'
  | 'unreadable-file'
  | 'bad-source'
  | 'auth'
  | 'not-found'
  | 'http-status'
  | 'unreachable'
  | 'html'
  | 'empty'
  | 'syntax'
  | 'not-openapi'
  | 'no-paths'

/**
 * A schema that cannot be used. The message says what came and what was wanted, `hint` what to do next. Only a missing
 * file and a source that means nothing are wrong usage; anything else is a target that did not answer as it must.
 */
export class SchemaError extends Error {
  override readonly name: string = 'SchemaError'
  readonly kind: SchemaErrorKind
  readonly hint: string

  constructor(kind: SchemaErrorKind, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.hint = hint
  }

  /** True where the command line or configuration is at fault (exit 2), false where the target is (exit 3). */
  get isUsage(): boolean {
    return this.kind === 'missing-file' || this.kind === 'bad-source'
  }
}
