import type { ChatCounts } from './conversation/chat-run.ts'
import type { ChatResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf({ messages, generator, connections }: ChatResult, counts: ChatCounts): string[] {
  const { brokenOff } = connections
  const { ends, errors, givenUp, notDeleted } = counts
  const refused = (errors.get('unauthorized') ?? 0) - (ends.get('unauthorized')?.times ?? 0)
  return [
    ...[...ends.values()].map(({ first: { says, hint }, times }) => {
      return `${counted(times, 'socket')} ended: ${says}.${hint === undefined ? '' : ` ${hint}`}`
    }),
    ...sentence(refused, `The token ran out in the middle of the run: ${counted(refused, 'message')} refused (401).`),
    ...sentence(brokenOff, `${counted(brokenOff, 'conversation')} had come to a standstill before the run ended.`),
    ...sentence(
      messages.rateLimited,
      `The platform told to wait ${messages.rateLimited === 1 ? 'once' : `${messages.rateLimited} times`} (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.`,
    ),
    ...sentence(givenUp, `${counted(givenUp, 'message')} still under way when the run was stopped: not received.`),
    ...sentence(notDeleted, `${counted(notDeleted, 'message')} could not be deleted.`),
    ...generator.reasons,
  ]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** What has not happened is not told of. */
function sentence(count: number, says: string): string[] {
  return count > 0 ? [says] : []
}
