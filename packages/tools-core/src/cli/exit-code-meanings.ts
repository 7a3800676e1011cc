import { ExitCode } from '../errors/exit-code.ts'

/** What one exit code of a command means, in a few words: `findings or thresholds failed`. */
export interface ExitCodeMeaning {
  readonly code: ExitCode
  readonly meaning: string
}

/** The exit codes of a command; `true` for what a code means to all tools. */
export type ExitCodeTable = { readonly [Code in ExitCode]?: string | true }

/** What they mean to all tools. */
const general: Readonly<Record<ExitCode, string>> = {
  0: 'pass',
  1: 'findings or thresholds failed',
  2: 'wrong usage or configuration',
  3: 'target unreachable or run failed',
  4: 'measurement invalid',
  130: 'interrupted',
}

/** In the order of the codes. */
export function meaningsOf(table: ExitCodeTable | undefined): readonly ExitCodeMeaning[] {
  return Object.values(ExitCode).flatMap((code) => {
    const said = table === undefined ? true : table[code]
    return said === undefined ? [] : [{ code, meaning: said === true ? general[code] : said }]
  })
}
