import { RunError } from '@m4sh/tools-core/errors'
import type { MessageRecord } from '../messages/message-book.ts'
import type { ChatRunParts } from './chat-run.ts'

/** Why there is no use in a run: no message of its warm-up arrived. */
export function neverArrived(
  { config, counts }: Pick<ChatRunParts, 'config' | 'counts'>,
  lesson: number,
  records: readonly MessageRecord[],
): RunError {
  const errors = [...counts.errors.keys()].join(', ')
  if (records.every(({ status }) => status === 'failed'))
    return new RunError(`Lesson ${lesson} takes no message: ${errors}.`, {
      hint: 'May the sender write in this lesson? Is the token good?',
    })
  const heard = errors === '' ? '' : `; the gateway or the platform said ${errors}`
  const times = records.length === 1 ? 'The message' : `Of ${records.length} messages`
  const none = records.length === 1 ? 'did not reach' : 'none reached'
  return new RunError(
    `${times} to lesson ${lesson} ${none} the receiver within ${config.timeoutMs / 1000} s${heard}.`,
    {
      hint:
        config.transport === 'ws'
          ? 'Does the gateway let clients publish messages (--ws-type)? Many do not: --transport rest posts them.'
          : 'Does the receiver take part in this lesson? Is --ws-url the gateway of the same platform?',
    },
  )
}
