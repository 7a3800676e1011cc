import { connectionAddress } from '../connections/websocket/connection-address.ts'
import { isPrivateTarget } from '../connections/websocket/private-target.ts'
import { UsageError } from '../errors/errors.ts'
import { type Asking, confirm } from './confirm.ts'

/**
 * Asks before a load goes to an address that is neither of this machine nor of a private network, by its looks.
 * @param question with the first such address: `Put the load of 20 clients on m4sh.org?`
 * @param hint for whoever does not agree
 * @throws {UsageError} where nobody agrees, or there is no terminal to ask on
 */
export async function askAboutForeign(
  asking: Asking,
  urls: readonly string[],
  question: (address: string) => string,
  hint: string,
): Promise<void> {
  const foreign = urls.find((url) => !isPrivateTarget(url))
  if (foreign === undefined || (await confirm(asking, question(connectionAddress(foreign))))) return
  throw new UsageError('Nothing was sent.', { hint })
}
