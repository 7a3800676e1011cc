/** Something to be done with one of several sessions. */
export type Task<Session> = (session: Session) => Promise<void>

/** Does all tasks, each session one after another in the order of the list. What is under way is waited for, whatever fails. */
export async function runInParallel<Session>(
  sessions: readonly Session[],
  tasks: readonly Task<Session>[],
): Promise<void> {
  const waiting = tasks.values()
  const outcomes = await Promise.allSettled(
    sessions.map(async (session) => {
      for (const task of waiting) await task(session)
    }),
  )
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
