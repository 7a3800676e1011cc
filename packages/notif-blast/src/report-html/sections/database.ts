import { type Figure, figure, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../../language/index.ts'
import { type BlastReport, databaseWords, taskOf } from '../../summary-rows.ts'

export function databaseSection(t: BlastLocalization, report: BlastReport): Section {
  const texts = t.messages.database
  const { marker, markerPath, next } = report.result
  const isUndo = taskOf(report) === 'undo'
  const facts = [
    [texts.run, marker, texts.runNote],
    ...(isUndo ? [] : [[texts.place, markerPath, texts.placeNote] as const]),
    ...(next.undo === null ? [] : [[texts.undo, next.undo, texts.undoNote] as const]),
    ...(next.resume === null ? [] : [[texts.resume, next.resume, texts.resumeNote] as const]),
  ] as const
  return section({
    paths: ['result.database'],
    id: 'database',
    title: texts.title,
    intro: texts.intro,
    figures: [databaseFigure(t, report)],
    tables: [
      table({
        id: 'marker-table',
        caption: isUndo ? texts.undoCaption : texts.caption,
        isSortable: false,
        columns: [words(texts.what), words(texts.value)],
        rows: facts.map(([name, value, note]) => ({ cells: [{ text: name, note }, { text: value }] })),
      }),
    ],
  })
}

export function databaseFigure(t: BlastLocalization, report: BlastReport): Figure {
  const { held, tiles } = t.messages
  const { agrees, rows } = report.result.database
  if (rows === null) return figure(tiles.database, tiles.unknown, held.notCounted, 'warn')
  const tone = agrees === null ? 'quiet' : agrees ? 'good' : 'bad'
  return figure(tiles.database, t.whole(rows), held.rowsWord(rows, databaseWords(t, report)), tone)
}
