import { counted } from '@m4sh/tools-core/language'
import { whole } from '@m4sh/tools-core/reporting'
import { say } from '../language/phrases.ts'
import type { ListenFigures } from '../listen/open-listeners.ts'

/** What the figures of those who listened do not tell by themselves. */
export function listenWarnings(
  { lost, late, missed, misdirected, unconfirmed, open, reconnects }: ListenFigures,
  timeoutMs: number,
): readonly string[] {
  return [
    ...counted(
      misdirected,
      () => say('1 notification came to the socket of another user.'),
      (count) => say('{#count} notifications came to the socket of another user.', { count: whole(count) }),
    ),
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
    ...counted(
      unconfirmed,
      () => say('1 notification arrived whose push has failed as far as is known.'),
      (count) =>
        say('{#count} notifications arrived whose push has failed as far as is known.', { count: whole(count) }),
    ),
    ...counted(
      open,
      () => say('The run was stopped before it was known what became of 1 notification.'),
      (count) =>
        say('The run was stopped before it was known what became of {#count} notifications.', { count: whole(count) }),
    ),
    ...counted(
      reconnects,
      () => say('Sockets that listened were lost and came back 1 time.'),
      (count) => say('Sockets that listened were lost and came back {#count} times.', { count: whole(count) }),
    ),
  ]
}
