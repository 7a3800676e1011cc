import { sql } from 'kysely'
import { defineCheck } from './check.ts'

/**
 * Bytes as they are stored. A board without strokes is smaller: of a larger one no more is asked than what it is. For that
 * the server unpacks it once, as nothing tells an object from a text without doing so; and a text is what a board becomes
 * that was encoded twice, however long it is.
 */
const mostOfEmpty = 200

export const snapshotsEmptyState = defineCheck({
  id: 'snapshots.empty-state',
  category: 'Snapshots',
  severities: ['warning'],
  title: 'The board snapshot holds no strokes',
  explanation:
    'It is NULL, has no strokes, or is no object or list at all: whoever opens the board sees an empty one, or an error.',
  advice: 'Remove it.',
  table: 'snapshots',
  needs: { snapshots: ['data'] },
  shows: ['lesson', 'data', 'savedAt'],
  find: ({ db, tables: { snapshots } }) =>
    db
      .selectFrom(snapshots.as('s'))
      .select('s.id as key')
      .where(
        sql<boolean>`CASE jsonb_typeof(s.data::jsonb)
          WHEN 'array' THEN pg_column_size(s.data) < ${sql.lit(mostOfEmpty)} AND s.data::jsonb = '[]'
          WHEN 'object' THEN pg_column_size(s.data) < ${sql.lit(mostOfEmpty)}
            AND coalesce(s.data::jsonb -> 'strokes', '[]') IN ('[]', 'null')
            AND s.data::jsonb - 'strokes' - 'saved_at' = '{}'
          ELSE true
        END`,
      ),
  guards: [
    {
      kind: 'check',
      name: 'has_strokes',
      condition: (column) => {
        const data = sql`${column('data')}::jsonb`
        return sql`CASE jsonb_typeof(${data})
    WHEN 'array' THEN ${data} <> '[]'
    WHEN 'object' THEN coalesce(${data} -> 'strokes', '[]') NOT IN ('[]', 'null')
      OR ${data} - 'strokes' - 'saved_at' <> '{}'
    ELSE false
  END`
      },
      note: 'The platform must not save a board before something is drawn on it, or after all of it was removed.',
    },
  ],
  fix: {
    describe: 'It is removed.',
    action: () => ({
      change: { kind: 'delete' },
      done: 'removed',
      uncovers: [{ check: 'snapshots.missing', because: 'the snapshot that the lesson had was empty', mostPerRow: 1 }],
    }),
  },
})
