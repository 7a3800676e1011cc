import { ExitCode } from '../errors/exit-code.ts'
import type { Report, Verdict } from './report.ts'

const codes: Readonly<Record<Verdict, ExitCode>> = {
  pass: ExitCode.pass,
  fail: ExitCode.fail,
  invalid: ExitCode.invalid,
  error: ExitCode.target,
}

/** What a command ends with whose run came to this report. */
export function exitCodeOf({ verdict, run }: Pick<Report<unknown>, 'verdict' | 'run'>): ExitCode {
  return run.interrupted ? ExitCode.interrupted : codes[verdict]
}
