// The one list of the names that secrets have.

/** How such a name ends, wherever it stands: in addresses, settings, headers, source and JSON. A pattern. */
export const secretEnding =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|authorization|cookie|credentials?|sessionid|jwt'

/** Names that mean a secret as a parameter of an address, and anything elsewhere. A pattern. */
export const secretParameter =
  '[\\w.-]*(?:signature|assertion)|(?:[\\w.-]*[-_])?auth|sig|code|key|session|passw|pin|otp'

const secretField = new RegExp(`(?:${secretEnding})s?$|^pin$`, 'i')
const secretHeader =
  /^(?:set-)?cookie$|^(?:proxy-)?authorization$|password|(?:token|key|secret|auth|jwt|signature|credentials?)$/i

/** Whether the texts under this key of an object are secrets, whatever they look like. */
export function isSecretField(key: string): boolean {
  return secretField.test(key)
}

/** Whether the value of this HTTP header is a secret, whatever it looks like. */
export function isSecretHeader(name: string): boolean {
  return secretHeader.test(name)
}

/** Whether even a number under this key is a secret; under any other it counts something. */
export function isSecretNumber(key: string): boolean {
  return /^(?:password|passwd|pwd|pin)$/i.test(key)
}
