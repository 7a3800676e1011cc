import { RunError } from '@m4sh/tools-core/errors'
import { connectionAddress } from '@m4sh/tools-core/connections/websocket'
import { findListeners } from './find-listeners.ts'
import { GatewayListeners } from './gateway-listeners.ts'
import type { Listeners, ListenSettings } from './listeners.ts'
import { say } from '../language/phrases.ts'

export type { ListenFigures, Listeners, ListenSettings } from './listeners.ts'

const usualMost = 500

/**
 * Opens a socket for each user of the run who can be spoken for.
 * @throws {UsageError} where nobody can
 * @throws {RunError} where the gateway takes none of them
 * @throws the signal's reason
 */
export async function openListeners(settings: ListenSettings, signal: AbortSignal): Promise<Listeners> {
  const { recipients, most = usualMost, onSecret, url } = settings
  const { listeners, warnings } = await findListeners(settings, recipients, most, signal)
  for (const { token } of listeners) onSecret?.(token)
  const opened = new GatewayListeners(settings)
  try {
    const refusals = await opened.open(listeners, signal)
    const [first] = refusals
    if (first === undefined) return opened.warned(warnings)
    if (opened.users.size === 0)
      throw new RunError(`The gateway at ${connectionAddress(url)} lets nobody listen: ${first}.`, {
        hint: 'Are tokens and addresses of the same platform, and the tokens not expired? Check --base-url and --ws-url.',
      })
    const refused = say('The gateway refused {count} of {all} listeners: {says}.', {
      count: refusals.length,
      all: listeners.length,
      says: first,
    })
    return opened.warned([...warnings, refused])
  } catch (error) {
    await opened.close()
    throw error
  }
}
