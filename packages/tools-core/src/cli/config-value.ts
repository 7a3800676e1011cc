import { resolve } from 'node:path'
import { suggestion } from '../errors/did-you-mean.ts'
import { UsageError } from '../errors/errors.ts'
import { isRecord } from '../values/is-record.ts'
import { describeValue } from '../errors/describe-value.ts'

/** What {@link ConfigValue} needs to know of its file. */
export interface ConfigFilePlace {
  readonly path: string
  readonly folder: string
}

/** A value somewhere in the config file. Each reading step checks one thing and names file and key if it does not hold. */
export class ConfigValue {
  /** As it was read; check it through the methods. */
  readonly raw: unknown
  /** `api-contract-checker.ignore[2].method` */
  readonly key: string
  readonly file: ConfigFilePlace

  constructor(raw: unknown, key: string, file: ConfigFilePlace) {
    this.raw = raw
    this.key = key
    this.file = file
  }

  get isMissing(): boolean {
    return this.raw === undefined
  }

  /** Reads the value if it is there: `value.optional((it) => it.string())`. */
  optional<R>(read: (value: this) => R): R | undefined {
    return this.isMissing ? undefined : read(this)
  }

  /** A text that is not empty. */
  string(wanted = 'a text'): string {
    return typeof this.raw === 'string' && this.raw !== '' ? this.raw : this.reject(wanted)
  }

  boolean(): boolean {
    return typeof this.raw === 'boolean' ? this.raw : this.reject('true or false')
  }

  number(range: { readonly min?: number; readonly max?: number; readonly integer?: boolean } = {}): number {
    const { min = -Infinity, max = Infinity, integer = false } = range
    const { raw } = this
    if (
      typeof raw !== 'number' ||
      !Number.isFinite(raw) ||
      raw < min ||
      raw > max ||
      (integer && !Number.isInteger(raw))
    ) {
      return this.reject(describeRange({ min, max, integer }))
    }
    return raw
  }

  oneOf<const C extends string>(choices: readonly C[]): C {
    return choices.find((choice) => choice === this.raw) ?? this.reject(`one of ${choices.join(', ')}`)
  }

  /** A path, absolute; a relative one counts from the config file's folder. */
  path(): string {
    return resolve(this.file.folder, this.string('a path'))
  }

  /** The entries of a list. */
  list(wanted = 'a list'): readonly ConfigValue[] {
    if (!Array.isArray(this.raw)) return this.reject(wanted)
    return this.raw.map((entry: unknown, index) => new ConfigValue(entry, `${this.key}[${index}]`, this.file))
  }

  /** An object with these keys only; a key that is absent is there as a value that `isMissing`. */
  object<const K extends string>(keys: readonly K[]): Readonly<Record<K, ConfigValue>> {
    const record = this.#record(`an object with the keys ${keys.join(', ')}`)
    const unknown = Object.keys(record).find((key) => !keys.some((known) => known === key))
    if (unknown !== undefined) this.#rejectKey(unknown, keys)
    const children = keys.map((key) => [key, this.#child(record, key)] as const)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets which keys it was given
    return Object.fromEntries(children) as Record<K, ConfigValue>
  }

  /** The entries of an object whose keys are free. */
  entries(wanted = 'an object'): readonly (readonly [string, ConfigValue])[] {
    const record = this.#record(wanted)
    return Object.keys(record).map((key) => [key, this.#child(record, key)] as const)
  }

  /**
   * Refuses the value.
   * @param wanted completes "it must be …"
   * @throws {UsageError} always
   */
  reject(wanted: string, hint?: string): never {
    const came = this.isMissing ? 'is missing' : `is ${describeValue(this.raw)}`
    throw new UsageError(`"${this.key}" in ${this.file.path} ${came}; it must be ${wanted}.`, hint ? { hint } : {})
  }

  #record(wanted: string): Readonly<Record<string, unknown>> {
    return isRecord(this.raw) ? this.raw : this.reject(wanted)
  }

  #child(record: Readonly<Record<string, unknown>>, key: string): ConfigValue {
    return new ConfigValue(Object.hasOwn(record, key) ? record[key] : undefined, `${this.key}.${key}`, this.file)
  }

  #rejectKey(key: string, known: readonly string[]): never {
    throw new UsageError(`"${this.key}.${key}" in ${this.file.path} is no known key.`, {
      hint: suggestion(key, known) ?? `Known here: ${known.join(', ')}.`,
    })
  }
}

/** `a whole number from 1 to 10`, for messages. */
export function describeRange(range: {
  readonly min: number
  readonly max: number
  readonly integer: boolean
}): string {
  const noun = range.integer ? 'a whole number' : 'a number'
  if (range.min !== -Infinity && range.max !== Infinity) return `${noun} from ${range.min} to ${range.max}`
  if (range.min !== -Infinity) return `${noun} of at least ${range.min}`
  return range.max === Infinity ? noun : `${noun} of at most ${range.max}`
}
