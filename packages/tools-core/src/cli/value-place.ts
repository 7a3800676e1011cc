import { describeValue } from '../errors/describe-value.ts'
import { UsageError } from '../errors/errors.ts'

/** Where a value of a run came from. */
export type ValueSource =
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'config'; readonly file: string; readonly key: string }
  | { readonly kind: 'default'; readonly name: string }

/** Where a value came from that a program sets: the tool is used as a library. */
export interface OptionSource {
  readonly kind: 'option'
  readonly name: string
}

/** `--timeout`, `M4SH_TIMEOUT`, `"stress-board.timeout" in /x/m4sh.config.yaml`. */
export function describeSource(source: ValueSource | OptionSource): string {
  if (source.kind === 'config') return `"${source.key}" in ${source.file}`
  if (source.kind === 'env') return `environment variable ${source.name}`
  if (source.kind === 'option') return `the option "${source.name}"`
  return source.kind === 'flag' ? source.name : `the default of ${source.name}`
}

/** One value's place: knows how to refuse it in words that a user can act on. */
export class ValuePlace {
  readonly source: ValueSource | OptionSource
  /** Relative paths count from here: the config file's folder, or the working directory. */
  readonly folder: string
  readonly #came: unknown
  readonly #isSecret: boolean

  constructor(source: ValueSource | OptionSource, folder: string, came: unknown, isSecret: boolean) {
    this.source = source
    this.folder = folder
    this.#came = came
    this.#isSecret = isSecret
  }

  /**
   * Refuses the value.
   * @param wanted completes "it must be …": `a duration such as "500ms" or "10s"`
   * @throws {UsageError} always
   */
  reject(wanted: string, hint?: string): never {
    const came = this.#isSecret ? 'holds a value that cannot be used' : `is ${describeValue(this.#came)}`
    throw new UsageError(`${describeSource(this.source)} ${came}; it must be ${wanted}.`, hint ? { hint } : {})
  }
}
