import type { ScanMessages } from './index.ts'
import { bars, checks, comparison, notChecked, runIntro, tables } from './uk/checks.ts'
import { fix, undo } from './uk/repairs.ts'
import { history } from './uk/history.ts'
import { summary, tiles } from './uk/summary.ts'
import { text } from './uk/text.ts'
import { verdict } from './uk/verdict.ts'
import { words } from './uk/words.ts'

/** What the reports of integrity-scan say, in Ukrainian. */
export const uk: ScanMessages = {
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
