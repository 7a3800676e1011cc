import type { ChatCounts } from './conversation/chat-run.ts'
import type { ChatResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf({ messages, generator }: ChatResult, { ends, errors }: ChatCounts): string[] {
  return [
    ...[...ends].map(([kind, { says, hint }]) => {
      const times = errors.get(kind) ?? 1
      return `${times === 1 ? '1 socket' : `${times} sockets`} ended: ${says}.${hint === undefined ? '' : ` ${hint}`}`
    }),
    ...(messages.rateLimited > 0
      ? [
          `The platform told to wait ${messages.rateLimited === 1 ? 'once' : `${messages.rateLimited} times`} (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.`,
        ]
      : []),
    ...(errors.has('unauthorized') ? ['The token ran out in the middle of the run (401).'] : []),
    ...generator.reasons,
  ]
}
