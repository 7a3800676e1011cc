import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { RunError, systemCode } from '@m4sh/tools-core/errors'
import { answerUnavailable } from './request-gate.ts'

/**
 * Listens; until somebody else takes the requests, they are told to come back.
 * @returns the origin, such as `http://127.0.0.1:40123`
 * @throws {RunError} where that cannot be
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  server.on('request', answerNotYet)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { reason, hint } = explain(error)
    throw new RunError(`The sandbox cannot listen on ${host}:${port}: ${reason}.`, { hint, cause: error })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port')
  const reachable = loopbackOf[address.address] ?? address.address
  return `http://${address.family === 'IPv6' ? `[${reachable}]` : reachable}:${address.port}`
}

/** All addresses of a machine are none that one could go to; loopback is always among them. */
const loopbackOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const otherPort = 'Give another port with --port, or 0 for any free one.'
const otherHost = 'Give an address of this machine with --host, such as 127.0.0.1, or 0.0.0.0 for all it has.'

function explain(error: unknown): { readonly reason: string; readonly hint: string } {
  const code = systemCode(error)
  if (code === 'EADDRINUSE') return { reason: 'the port is in use', hint: otherPort }
  if (code === 'EACCES') return { reason: 'this user may not use that port', hint: otherPort }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { reason: 'this machine has no such address', hint: otherHost }
  return { reason: String(error), hint: otherHost }
}

/** The port is taken before the database is there. */
export function answerNotYet(_: IncomingMessage, response: ServerResponse): void {
  answerUnavailable(response, 'The sandbox is starting.')
}

export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
