import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/database.ts'

/** A board as its row holds it. */
export interface StoredBoard {
  readonly rowId: number
  readonly strokes: readonly unknown[]
  readonly savedAt: Date
}

/** The last row of a lesson, whatever its data looks like; `null` where there is none. */
export async function readBoard(db: Kysely<Database>, lessonId: number): Promise<StoredBoard | null> {
  const row = await db
    .selectFrom('boards_boardsnapshot')
    .select(['id', 'data', 'saved_at'])
    .where('lesson_id', '=', lessonId)
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { rowId: row.id, strokes: strokesOf(row.data), savedAt: row.saved_at } : null
}

/** `{strokes: […]}`, or the array itself; a board that holds neither is an empty one. */
function strokesOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data
  const strokes: unknown = typeof data === 'object' && data !== null && 'strokes' in data ? data.strokes : undefined
  return Array.isArray(strokes) ? strokes : []
}

/**
 * Writes over the row that the board came from, so that a lesson which is drawn on all day leaves one row behind, not a
 * copy of its board every half a minute; readers, who take the last row, see no difference.
 * @param strokes a JSON array
 * @returns the row, which is a new one where the board had none
 */
export async function writeBoard(
  db: Kysely<Database>,
  { lessonId, rowId }: { lessonId: number; rowId: number | null },
  strokes: string,
  savedAt: Date,
): Promise<number> {
  const values = { data: sql<never>`${`{"strokes":${strokes}}`}::jsonb`, saved_at: savedAt }
  if (rowId !== null) {
    const { numUpdatedRows } = await db
      .updateTable('boards_boardsnapshot')
      .set(values)
      .where('id', '=', rowId)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows > 0n) return rowId
  }
  const { id } = await db
    .insertInto('boards_boardsnapshot')
    .values({ lesson_id: lessonId, ...values })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
