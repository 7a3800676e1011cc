import { type Figure, figure } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../language/index.ts'
import { severityText } from '../report-words.ts'
import type { ComparisonResult, FixResult, ScanResult, Severity, Summary, UndoResult } from '../result.ts'
import { isRepaired } from '../state-now.ts'
import { severityTones } from './severity-tone.ts'

/** The figures that a reader wants first. */
export function toTiles(t: ScanLocalization, result: ScanResult): Figure[] {
  const { comparison, fix, now, undo } = result
  if (undo !== null) return undoTiles(t, undo)
  const texts = t.messages.tiles
  return [
    rowsTile(t, result, 'critical', texts.criticalNote),
    rowsTile(t, result, 'warning', texts.warningNote),
    rowsTile(t, result, 'info', texts.infoNote),
    ...(comparison === null ? [] : [newTile(t, comparison)]),
    ...(fix === null ? [] : [fixTile(t, fix)]),
    checksTile(t, now.summary, isRepaired(result)),
  ]
}

/** What is broken when the run is over; after a repair beside what was found. */
function rowsTile(t: ScanLocalization, result: ScanResult, severity: Severity, note: string): Figure {
  const { tiles: texts } = t.messages
  const count = result.now.summary[severity]
  const tone = count > 0 ? severityTones[severity] : 'good'
  const before = isRepaired(result) ? texts.beforeRepair(result.summary[severity], note) : note
  return figure(texts[severity], t.whole(count), before, tone)
}

function newTile(t: ScanLocalization, { fixed, new: fresh, open }: ComparisonResult): Figure {
  const texts = t.messages.tiles
  return figure(texts.new, t.whole(fresh), texts.newNote(fixed, open), fresh > 0 ? 'warn' : 'good')
}

function fixTile(t: ScanLocalization, { actions, after, dryRun, transaction }: FixResult): Figure {
  const texts = t.messages.tiles
  const rows = actions.reduce((sum, { count }) => sum + count, 0)
  if (transaction === 'rolled back') return figure(texts.repaired, t.whole(0), texts.rolledBackNote, 'bad')
  return dryRun
    ? figure(texts.wouldBeRepaired, t.whole(rows), texts.wouldBeRepairedNote)
    : figure(texts.repaired, t.whole(rows), texts.repairedNote(brokenNow(t, after)), rows > 0 ? 'good' : 'quiet')
}

function brokenNow(t: ScanLocalization, after: Summary | null): string {
  return after === null ? '' : t.messages.words.brokenNow(severityText(t, after))
}

function checksTile(
  t: ScanLocalization,
  { checks, error, failed, passed, skipped }: Summary,
  isAfterRepair: boolean,
): Figure {
  const { tiles: texts, words } = t.messages
  const made = passed + failed
  const lacking = skipped + error
  return figure(
    texts.checksMade,
    lacking === 0 ? t.whole(made) : texts.checksMadeOf(made, checks),
    lacking === 0 ? texts.checksMadeNote(failed, passed, isAfterRepair) : words.lackingChecks(lacking),
    error > 0 ? 'bad' : skipped > 0 ? 'warn' : 'good',
  )
}

function undoTiles(t: ScanLocalization, { dryRun, tables }: UndoResult): Figure[] {
  const texts = t.messages.tiles
  const sum = (of: (table: UndoResult['tables'][number]) => number): number =>
    tables.reduce((total, table) => total + of(table), 0)
  const restored = sum((table) => table.restored)
  const alreadyThere = sum((table) => table.alreadyThere)
  const left = sum((table) => table.left.reduce((total, { count }) => total + count, 0))
  return [
    figure(dryRun ? texts.wouldBeBroughtBack : texts.broughtBack, t.whole(restored), texts.broughtBackNote),
    figure(texts.thereAlready, t.whole(alreadyThere), texts.thereAlreadyNote),
    figure(texts.leftAlone, t.whole(left), texts.leftAloneNote, left > 0 ? 'warn' : 'good'),
  ]
}
