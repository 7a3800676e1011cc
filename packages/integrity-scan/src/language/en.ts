import { bars, checks, comparison, notChecked, runIntro, tables } from './en/checks.ts'
import { fix, undo } from './en/repairs.ts'
import { history } from './en/history.ts'
import { summary, tiles } from './en/summary.ts'
import { text } from './en/text.ts'
import { verdict } from './en/verdict.ts'
import { words } from './en/words.ts'

/** What the reports of integrity-scan say, in English. */
export const en = {
  words,
  verdict,
  text,
  summary,
  tiles,
  bars,
  checks,
  notChecked,
  tables,
  comparison,
  fix,
  undo,
  runIntro,
  history,
}
