import { whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import { type BlastReport, databaseWords, taskOf } from '../../summary-rows.ts'

export function databaseSection(report: BlastReport): Section {
  const { marker, markerPath, next } = report.result
  const isUndo = taskOf(report) === 'undo'
  const facts = [
    ['Run', marker, 'its id, the marker of its rows'],
    ...(isUndo ? [] : [['Place', markerPath, 'where it stands in each payload'] as const]),
    ...(next.undo === null ? [] : [['Undo', next.undo, 'takes the rows of this run away, and nothing else'] as const]),
    ...(next.resume === null ? [] : [['Resume', next.resume, 'writes the rows that are missing'] as const]),
  ] as const
  return section({
    id: 'database',
    title: 'What the database holds',
    intro: 'Rows that carry the marker of the run, counted in the database when all was done.',
    figures: [databaseFigure(report)],
    tables: [
      table({
        id: 'marker-table',
        caption: isUndo ? 'The run that was taken away.' : 'How to find the rows, and how to go on from here.',
        isSortable: false,
        columns: [words('What'), words('Value')],
        rows: facts.map(([name, value, note]) => ({ cells: [{ text: name, note }, { text: value }] })),
      }),
    ],
  })
}

export function databaseFigure(report: BlastReport): Figure {
  const { agrees, rows } = report.result.database
  if (rows === null) return figure('Database', 'unknown', 'rows with the marker could not be counted', 'warn')
  const tone = agrees === null ? 'quiet' : agrees ? 'good' : 'bad'
  return figure('Database', whole(rows), `${rows === 1 ? 'row' : 'rows'} ${databaseWords(report)}`, tone)
}
