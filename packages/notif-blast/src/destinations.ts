import { type Destination, destinationsWithUndo, type UndoableRun } from '@m4sh/tools-core/reporting'
import { defaultReports } from './flags.ts'

/** @throws {UsageError} as {@link destinationsWithUndo} */
export function destinationsOf(context: UndoableRun): Destination[] {
  return destinationsWithUndo(context, { run: defaultReports.blast, undo: defaultReports.undo })
}
