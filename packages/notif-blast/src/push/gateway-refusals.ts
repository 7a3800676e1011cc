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

/** @param users one of them it was who may not be told */
export function publishRefused(users: readonly (number | string)[], { code, detail }: ErrorFrame): RunError {
  const [first = ''] = users
  const channel = channelOf(first)
  const channels = users.length > 1 ? `one of ${users.length} channels such as ${channel}` : channel
  const told = detail === '' ? '' : ` (${detail})`
  return new RunError(`The gateway refuses to publish on ${channels}: ${code}${told}.`, {
    hint:
      code === 'WS_INVALID_CHANNEL'
        ? 'Its channels have other names: push with --push-via http.'
        : 'Only admins may: give the --token of one, or push with --push-via http and the token of a service.',
  })
}
