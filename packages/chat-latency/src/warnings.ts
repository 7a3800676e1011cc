import { counted } from '@m4sh/tools-core/language'
import type { ChatCounts } from './conversation/chat-run.ts'
import { say } from './language/phrases.ts'
import type { ChatResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf({ messages, generator, connections }: ChatResult, counts: ChatCounts): string[] {
  const { brokenOff } = connections
  const { ends, errors, givenUp, notDeleted } = counts
  const refused = (errors.get('unauthorized') ?? 0) - (ends.get('unauthorized')?.times ?? 0)
  return [
    ...[...ends.values()].map(({ first: { says, hint }, times: count }) => {
      const parts = { says, hint: hint === undefined ? '' : ` ${hint}` }
      return count === 1
        ? say('1 socket ended: {says}.{hint}', parts)
        : say('{count} sockets ended: {says}.{hint}', { count, ...parts })
    }),
    ...counted(
      refused,
      () => say('The token ran out in the middle of the run: 1 message refused (401).'),
      (count) => say('The token ran out in the middle of the run: {count} messages refused (401).', { count }),
    ),
    ...counted(
      brokenOff,
      () => say('1 conversation had come to a standstill before the run ended.'),
      (count) => say('{count} conversations had come to a standstill before the run ended.', { count }),
    ),
    ...counted(
      messages.rateLimited,
      () =>
        say(
          'The platform told to wait once (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.',
        ),
      (count) =>
        say(
          'The platform told to wait {count} times (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.',
          { count },
        ),
    ),
    ...counted(
      givenUp,
      () => say('1 message still under way when the run was stopped: not received.'),
      (count) => say('{count} messages still under way when the run was stopped: not received.', { count }),
    ),
    ...counted(
      notDeleted,
      () => say('1 message could not be deleted.'),
      (count) => say('{count} messages could not be deleted.', { count }),
    ),
    ...generator.reasons,
  ]
}
