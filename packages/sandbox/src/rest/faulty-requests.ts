import { setMaxListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Faults } from '../faults/faults.ts'
import { unavailable } from './errors.ts'

/** Has the faults strike every request, before anything else is done for it. */
export function strikeRequests(app: FastifyInstance, faults: Faults): void {
  const closing = new AbortController()
  // One listener for each request that is held back.
  setMaxListeners(0, closing.signal)
  app.addHook('preClose', async () => await Promise.resolve(closing.abort()))
  app.addHook('onRequest', async () => {
    const { delayMs, isError } = faults.ofRequest()
    if (delayMs > 0)
      await setTimeout(delayMs, undefined, { signal: closing.signal }).catch(() => {
        throw unavailable('The sandbox ends.')
      })
    if (isError) throw unavailable('A fault on request.')
  })
}
