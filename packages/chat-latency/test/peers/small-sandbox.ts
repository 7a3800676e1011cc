import { type Fault, type FaultSettings, type Sandbox, type SandboxOptions, startSandbox } from '@m4sh/sandbox'
import type { Config } from '../../src/config.ts'
import type { ChatRun } from '../../src/measure-chat-latency.ts'
import { runChat } from './run-chat.ts'

/** Nobody but those who are always there: a sandbox that starts as fast as it can. */
export const fewest = { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 } as const

export async function startSmallSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return await startSandbox({ counts: fewest, ...options })
}

/** The tutor writes, the student of lesson 1 reads. */
export async function runOnSandbox(
  { wsUrl, baseUrl, tokens }: Sandbox,
  trial: Partial<Config> = {},
  signal?: AbortSignal,
): Promise<ChatRun> {
  const people = { senderToken: tokens.tutor, receiverToken: tokens.student, logins: [] }
  return await runChat({ url: wsUrl, apiUrl: `${baseUrl}/api`, people, ...trial }, {}, signal)
}

export interface PlantedRun extends ChatRun {
  /** What befell deliveries of messages to the student, the warm-up left out. */
  readonly struck: readonly Fault[]
  /** All that the faults have done, the warm-up included. */
  readonly counts: Sandbox['faultCounts']
}

/** A run on a sandbox of its own, with what has gone wrong on purpose. */
export async function runWithFaults(
  options: SandboxOptions & { readonly faults?: Partial<FaultSettings> },
  trial: Partial<Config> = {},
): Promise<PlantedRun> {
  const struck: Fault[] = []
  const sandbox = await startSmallSandbox({ seed: 7, ...options, onFault: (fault) => void struck.push(fault) })
  try {
    const run = await runOnSandbox(sandbox, trial)
    const toStudent = struck.filter(
      ({ userId, eventType }) => userId === sandbox.ids.student && eventType === 'chat.message.new',
    )
    return { ...run, struck: toStudent, counts: { ...sandbox.faultCounts } }
  } finally {
    await sandbox.stop()
  }
}
