import type { TextResponse } from './schema-deps.ts'

/**
 * What to do where a server does not show the schema to everybody. Who gave a token already must not be told to give one:
 * it was kept back, for a reason that can be mended.
 * @param otherwise the hint for those who gave none
 */
export function hintForCredentials(
  { withheld, url }: Pick<TextResponse, 'withheld' | 'url'>,
  otherwise: string,
  redactUrl: (url: string) => string,
): string {
  if (withheld === null) return otherwise
  const { origin } = new URL(url)
  return withheld === 'redirect'
    ? `A redirect led to ${origin}, which got neither token nor headers: give --base-url (or --schema-url ${redactUrl(url)}) that address itself, with --token.`
    : `Token and headers of the environment and the config file go to the base URL only: to send them to ${origin} as well, give them on the command line, with --token or --header.`
}
