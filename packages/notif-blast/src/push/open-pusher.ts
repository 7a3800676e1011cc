import { RunError } from '@m4sh/tools-core/errors'
import { askHttp } from './ask-http.ts'
import { GatewaySender } from './gateway-sender.ts'
import { HttpSender } from './http-sender.ts'
import { PushLine } from './push-line.ts'
import type { Pusher, PushSettings } from './pusher.ts'
import { QueuedPusher } from './queued-pusher.ts'

export type { Pusher, PushSettings } from './pusher.ts'
export type { PushHooks } from './push-line.ts'

/**
 * Makes sure that pushing works before anything is written: asks the target, without creating anything, which way there is.
 * @throws {RunError} that says why there is none and what to do
 * @throws the signal's reason
 */
export async function openPusher(settings: PushSettings, signal: AbortSignal): Promise<Pusher> {
  const { via } = settings
  if (via === 'ws') return await openGateway(settings, signal)
  const { isUsable, says, hint } = await askHttp(settings, signal)
  if (isUsable) {
    const line = lineFor(settings, signal)
    return new QueuedPusher(line, new HttpSender(settings, line, signal), says)
  }
  if (via === 'http') throw new RunError(`--push-via http: ${says}.`, { hint })
  try {
    return await openGateway(settings, signal, says)
  } catch (error) {
    if (!(error instanceof RunError)) throw error
    throw new RunError(`There is no way to push. ${says}. ${error.message}`, {
      hint: 'Give the --token of an admin or of a service, check --base-url and --ws-url, or leave --push out.',
      cause: error,
    })
  }
}

/** @param why the other way is none */
async function openGateway(settings: PushSettings, signal: AbortSignal, why: string | null = null): Promise<Pusher> {
  const line = lineFor(settings, signal)
  const sender = new GatewaySender(settings, line, signal)
  try {
    const reason = await sender.open()
    return new QueuedPusher(line, sender, why === null ? reason : `${why}; ${reason}`)
  } catch (error) {
    line.close()
    await sender.close()
    throw error
  }
}

function lineFor({ queue, hooks = {} }: PushSettings, signal: AbortSignal): PushLine {
  return new PushLine({ limit: queue, hooks, signal })
}
