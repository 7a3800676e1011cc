import { startSandbox, type Sandbox, type SandboxOptions } from '@m4sh/sandbox'
import type { Identity } from '@m4sh/tools-core/connections/identity'

/** Nobody but those who are always there: a sandbox that starts as fast as it can. */
export const fewest = { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 } as const

export async function startSmallSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return await startSandbox({ counts: fewest, ...options })
}

/** Client 0 is the admin, 1 the tutor, 2 the student of lesson 1: a fault that names the user names the client. */
export function participants({ tokens, ids }: Sandbox): readonly Identity[] {
  return [
    { token: tokens.admin, userId: ids.admin },
    { token: tokens.tutor, userId: ids.tutor },
    { token: tokens.student, userId: ids.student },
  ]
}
