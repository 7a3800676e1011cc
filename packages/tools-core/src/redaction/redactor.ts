import { type GivenSecrets, givenSecrets } from './given-secrets.ts'
import { withoutSecretPatterns } from './patterns.ts'
import { redactValue } from './redact-value.ts'

/** What of a value is the tool's own words. */
export interface RedactOptions {
  /**
   * Fields whose texts are the tool's own words or the names of things, and stay though a secret is the same word:
   * `--token error` must not eat `severity: "error"`.
   */
  readonly plainFields?: Iterable<string>
}

/**
 * Takes secrets out of whatever is written: those it was told of, wherever they stand, and what looks like one by
 * itself (passwords in addresses, JWTs, bearer tokens, secret-looking parameters and keys). One for a whole run: what a
 * login brings is added to it, and log, errors and report no longer show it.
 */
export class Redactor {
  readonly #secrets = new Set<string>()
  #given: GivenSecrets | undefined

  constructor(secrets: Iterable<string> = []) {
    this.add(...secrets)
  }

  /** Secrets of which something was heard only now. What is shorter than four characters is left as it is. */
  add(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#secrets.add(secret)
    this.#given = undefined
  }

  /** The text without its secrets. Doing it twice changes nothing. */
  redactText(text: string): string {
    return withoutSecretPatterns(this.#known().all(text))
  }

  /**
   * A copy of a value, objects, lists and keys included, without its secrets. Texts under secret-looking keys go whole,
   * at any depth; numbers only under a password's, since elsewhere they count something.
   */
  redact<T>(value: T, { plainFields = [] }: RedactOptions = {}): T {
    const copy = redactValue(value, {
      text: remembering((text) => this.redactText(text)),
      plainText: remembering((text) => withoutSecretPatterns(this.#known().distinctive(text))),
      plainFields: new Set(plainFields),
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the copy has the shape of what it copies
    return copy as T
  }

  #known(): GivenSecrets {
    return (this.#given ??= givenSecrets(this.#secrets))
  }
}

/** A report says the same words thousands of times: each is looked at once. */
function remembering(clean: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const cleaned = clean(text)
    known.set(text, cleaned)
    return cleaned
  }
}
