/** What a finished command tells its caller. The meaning is the same for every tool. */
export const ExitCode = {
  /** The job was done and nothing was found. */
  pass: 0,
  /** The job was done: there are findings, or a threshold was not met. */
  fail: 1,
  /** Wrong usage or configuration: nothing was done. */
  usage: 2,
  /** The target could not be reached, or the run broke. */
  target: 3,
  /** The generator was saturated: the figures cannot be trusted (load tools only). */
  invalid: 4,
  /** Stopped by a signal; the report holds what was done so far. */
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
