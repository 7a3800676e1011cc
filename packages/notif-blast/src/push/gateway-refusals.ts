import { RunError } from '@m4sh/tools-core/errors'
import { connectionAddress, type ErrorFrame, type SocketEnd } from '@m4sh/tools-core/connections/websocket'
import { channelOf } from './notification.ts'

/** The socket is lost for good. */
export function gatewayGone(url: string, { kind, says, hint }: SocketEnd): RunError {
  const usual =
    kind === 'unauthorized'
      ? 'Only admins push through the gateway: give the --token of one.'
      : 'Is the platform running? Check --base-url and --ws-url.'
  const message = `Nothing can be pushed through the gateway at ${connectionAddress(url)}: ${says}.`
  return new RunError(message, { hint: hint ?? usual })
}

/** @param users to one of them it was that nothing may be published */
export function publishRefused(users: readonly (number | string)[], { code, detail }: ErrorFrame): RunError {
  const told = `${code}${detail === '' ? '' : ` (${detail})`}`
  if (code === 'WS_UNAUTHORIZED')
    return new RunError(`The gateway does not take this token: ${told}.`, {
      hint: 'Is it valid, not expired, and of an admin? Those of services are often for --push-via http alone.',
    })
  const [first = ''] = users
  const channel = channelOf(first)
  const channels = users.length > 1 ? `one of ${users.length} channels such as ${channel}` : channel
  return new RunError(`The gateway refuses to publish on ${channels}: ${told}.`, {
    hint:
      code === 'WS_INVALID_CHANNEL'
        ? 'Its channels have other names: push with --push-via http.'
        : 'Only admins may: give the --token of one, or push with --push-via http and the token of a service.',
  })
}
