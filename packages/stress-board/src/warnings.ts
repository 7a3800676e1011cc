import { plural } from '@m4sh/tools-core/reporting'
import type { RawResult } from './engine/raw-result.ts'
import type { StressResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf(result: StressResult, raw: RawResult): string[] {
  const { clients, convergence, generator, messages } = result
  const never = clients.requested - clients.connected
  const refusals = Object.entries(raw.errors).filter(([kind]) => kind.startsWith('WS_'))
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0)
  const lonely = result.rooms.filter((room) => room.clients === 1).length
  return [
    ...(raw.counts.expected === 0 && !raw.interrupted
      ? [
          'Nothing had to be delivered, so nothing was measured: more clients in a room, a longer run or a higher rate are wanted.',
        ]
      : []),
    ...(never > 0 && !raw.interrupted
      ? [`${never} of ${plural(clients.requested, 'client', 'clients')} never connected.`]
      : []),
    ...(lonely > 0
      ? [
          `${plural(lonely, 'room has', 'rooms have')} one client only, who draws for nobody: give more clients or fewer lessons.`,
        ]
      : []),
    ...(convergence.left > 0
      ? [
          `${plural(convergence.left, 'client', 'clients')} left before the end, as the stages say, and could not be compared.`,
        ]
      : []),
    ...Object.entries(raw.ends).map(([kind, { says, hint }]) => {
      return `${plural(raw.errors[kind] ?? 1, 'socket', 'sockets')} ended: ${says}.${hint === null ? '' : ` ${hint}`}`
    }),
    ...(convergence.unchecked > 0
      ? [
          `${plural(convergence.unchecked, 'client was', 'clients were')} gone at the end, or got no board, and could not be compared.`,
        ]
      : []),
    ...(messages.cutOff > 0
      ? [
          `${plural(messages.cutOff, 'message was', 'messages were')} written right before the socket broke; whether the server had them is not known.`,
        ]
      : []),
    ...(refused > 0
      ? [
          `The gateway refused ${plural(refused, 'message', 'messages')} (${refusals.map(([kind]) => kind).join(', ')}); a stroke that it refused counts as lost to the others.`,
        ]
      : []),
    ...generator.reasons,
  ]
}
