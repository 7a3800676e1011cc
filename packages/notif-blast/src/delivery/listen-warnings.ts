import { plural } from '@m4sh/tools-core/reporting'
import type { ListenFigures } from '../listen/open-listeners.ts'

/** What the figures of those who listened do not tell by themselves. */
export function listenWarnings(
  { lost, late, missed, misdirected, unconfirmed, open, reconnects }: ListenFigures,
  timeoutMs: number,
): readonly string[] {
  const notifications = (count: number): string => plural(count, 'notification')
  return [
    ...(misdirected > 0 ? [`${notifications(misdirected)} came to the socket of another user.`] : []),
    ...(late > 0 ? [`Of ${lost} that are lost, ${late} came later than ${timeoutMs / 1000} s.`] : []),
    ...(missed > 0 ? [`Of ${lost} that are lost, ${missed} were for users whose sockets were gone for a while.`] : []),
    ...(unconfirmed > 0 ? [`${notifications(unconfirmed)} arrived whose push has failed as far as is known.`] : []),
    ...(open > 0 ? [`The run was stopped before it was known what became of ${notifications(open)}.`] : []),
    ...(reconnects > 0 ? [`Sockets that listened were lost and came back ${plural(reconnects, 'time')}.`] : []),
  ]
}
