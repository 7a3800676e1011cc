/** One request, beside its path. */
export interface HttpRequest {
  /** Absolute, or relative to the base. */
  readonly url: string
  /** `GET` if left out. */
  readonly method?: string
  /** Beside those of the client; these win. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Tries again whatever the method; else only methods that may be repeated are. */
  readonly repeatable?: boolean
  /**
   * `true` sends token and headers although the address is not of the base's origin: for an address that the user gave,
   * never for one that a server gave.
   */
  readonly trusted?: boolean
}

/** An answer, whatever its status. */
export interface HttpResponse {
  readonly status: number
  /** Status 200 to 299. */
  readonly ok: boolean
  readonly headers: Headers
  /** Where the answer came from after all redirects. To be shown through `redactUrl`. */
  readonly url: string
  /** The addresses that were gone through before, in order. */
  readonly redirects: readonly string[]
  /** Whether a redirect led to another origin, which got neither token nor headers. */
  readonly credentialsWithheld: boolean
  readonly bytes: Uint8Array
  /** The body as text, in the charset of its Content-Type. */
  text(): string
}
