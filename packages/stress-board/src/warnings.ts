import { whole } from '@m4sh/tools-core/reporting'
import type { RawResult } from './engine/raw-result.ts'
import { isUnmeasured } from './is-unmeasured.ts'
import { say } from './language/phrases.ts'
import type { StressResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf(result: StressResult, raw: RawResult): string[] {
  const { generator } = result
  return [
    ...(isUnmeasured(result) ? [whyNothing(result, raw)] : []),
    ...(raw.interrupted ? [] : ofAbsent(result)),
    ...ofLonely(result),
    ...ofLeft(result),
    ...ofEnds(raw),
    ...ofUnchecked(result),
    ...ofCutOff(result),
    ...ofRefused(raw),
    ...generator.reasons,
  ]
}

/** Why a run has measured nothing, and what to do about it. */
function whyNothing({ messages }: StressResult, { interrupted }: RawResult): string {
  const { sent, dropped, expected } = messages
  if (interrupted) return say('It was stopped before anybody saw anything, so nothing was measured.')
  if (sent === 0 && dropped > 0)
    return say(
      'The bad network let nothing through that was drawn, so nothing was measured: give less than --packet-loss 100%.',
    )
  if (expected === 0)
    return say(
      'Nothing had to be delivered, so nothing was measured: more clients in a room, a longer run or a higher rate are wanted.',
    )
  return say(
    expected === 1
      ? 'Nobody saw the 1 delivery that had to come, so nothing was measured.'
      : 'Nobody saw any of the {#deliveries} deliveries that had to come, so nothing was measured.',
    { deliveries: whole(expected) },
  )
}

function ofAbsent({ clients: { requested, connected } }: StressResult): string[] {
  const never = requested - connected
  if (never <= 0) return []
  if (requested === 1) return [say('1 of 1 client never connected.')]
  return [say('{#never} of {#clients} clients never connected.', { never, clients: whole(requested) })]
}

function ofLonely({ rooms }: StressResult): string[] {
  const lonely = rooms.filter((room) => room.clients === 1).length
  if (lonely === 0) return []
  return [
    say(
      lonely === 1
        ? '1 room has one client only, who draws for nobody: give more clients or fewer lessons.'
        : '{#rooms} rooms have one client only, who draws for nobody: give more clients or fewer lessons.',
      { rooms: whole(lonely) },
    ),
  ]
}

function ofLeft({ convergence: { left } }: StressResult): string[] {
  if (left === 0) return []
  return [
    say(
      left === 1
        ? '1 client left before the end, as the stages say, and could not be compared.'
        : '{#clients} clients left before the end, as the stages say, and could not be compared.',
      { clients: whole(left) },
    ),
  ]
}

function ofEnds({ ends, errors }: RawResult): string[] {
  return Object.entries(ends).map(([kind, { says, hint }]) => {
    const count = errors[kind] ?? 1
    const sockets = whole(count)
    if (hint === null)
      return say(count === 1 ? '1 socket ended: {@says}.' : '{#sockets} sockets ended: {@says}.', { sockets, says })
    return say(count === 1 ? '1 socket ended: {@says}. {@hint}' : '{#sockets} sockets ended: {@says}. {@hint}', {
      sockets,
      says,
      hint,
    })
  })
}

function ofUnchecked({ convergence: { unchecked } }: StressResult): string[] {
  if (unchecked === 0) return []
  return [
    say(
      unchecked === 1
        ? '1 client was gone at the end, or got no board, and could not be compared.'
        : '{#clients} clients were gone at the end, or got no board, and could not be compared.',
      { clients: whole(unchecked) },
    ),
  ]
}

function ofCutOff({ messages: { cutOff } }: StressResult): string[] {
  if (cutOff === 0) return []
  return [
    say(
      cutOff === 1
        ? '1 message was written right before the socket broke; whether the server had them is not known.'
        : '{#messages} messages were written right before the socket broke; whether the server had them is not known.',
      { messages: whole(cutOff) },
    ),
  ]
}

function ofRefused({ errors }: RawResult): string[] {
  const refusals = Object.entries(errors).filter(([kind]) => kind.startsWith('WS_'))
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0)
  if (refused === 0) return []
  return [
    say(
      refused === 1
        ? 'The gateway refused 1 message ({kinds}); a stroke that it refused counts as lost to the others.'
        : 'The gateway refused {#messages} messages ({kinds}); a stroke that it refused counts as lost to the others.',
      { messages: whole(refused), kinds: refusals.map(([kind]) => kind).join(', ') },
    ),
  ]
}
