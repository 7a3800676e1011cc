import { whole } from '@m4sh/tools-core/reporting'
import { say } from '../language/phrases.ts'
import type { ListenFigures } from '../listen/open-listeners.ts'

/** What the figures of those who listened do not tell by themselves. */
export function listenWarnings(
  { lost, late, missed, misdirected, unconfirmed, open, reconnects }: ListenFigures,
  timeoutMs: number,
): readonly string[] {
  return [
    ...(misdirected === 1 ? [say('1 notification came to the socket of another user.')] : []),
    ...(misdirected > 1
      ? [say('{count} notifications came to the socket of another user.', counted(misdirected))]
      : []),
    ...(late > 0
      ? [
          say('Of {lost} that are lost, {late} came later than {#seconds} s.', {
            lost,
            late,
            seconds: timeoutMs / 1000,
          }),
        ]
      : []),
    ...(missed > 0
      ? [say('Of {lost} that are lost, {missed} were for users whose sockets were gone for a while.', { lost, missed })]
      : []),
    ...(unconfirmed === 1 ? [say('1 notification arrived whose push has failed as far as is known.')] : []),
    ...(unconfirmed > 1
      ? [say('{count} notifications arrived whose push has failed as far as is known.', counted(unconfirmed))]
      : []),
    ...(open === 1 ? [say('The run was stopped before it was known what became of 1 notification.')] : []),
    ...(open > 1
      ? [say('The run was stopped before it was known what became of {count} notifications.', counted(open))]
      : []),
    ...(reconnects === 1 ? [say('Sockets that listened were lost and came back 1 time.')] : []),
    ...(reconnects > 1
      ? [say('Sockets that listened were lost and came back {count} times.', counted(reconnects))]
      : []),
  ]
}

function counted(count: number): { readonly count: string } {
  return { count: whole(count) }
}
