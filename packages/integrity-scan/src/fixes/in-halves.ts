import {
  databaseFault,
  type DatabaseFault,
  type DatabaseFaultKind,
  type Queryable,
} from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'

/** Something about single rows; of anything else that goes wrong, smaller parts would go wrong as well. */
const aboutRows: ReadonlySet<DatabaseFaultKind> = new Set<DatabaseFaultKind>([
  'unique',
  'foreign-key',
  'not-null',
  'check',
  'too-long',
  'invalid-value',
  'deadlock',
  'serialization',
  'lock-timeout',
])

/** The database did less, or more, than it was told, and said nothing: a trigger or a rule was in the way. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused'
}

export interface Halving<Item, Done> {
  readonly items: readonly Item[]
  /** All of the items or none. */
  readonly work: (items: readonly Item[]) => Promise<Done>
  /** A single item that does not go, and why. */
  readonly onRefused: (item: Item, reason: string) => void
}

/**
 * Does something with many rows at once; where the database refuses, with half of them, until those that it refuses are
 * alone. What was done of a refused part is taken back.
 * @returns what came of each part
 * @throws what is not about rows
 */
export async function inHalves<Item, Done>(client: Queryable, halving: Halving<Item, Done>): Promise<Done[]> {
  const { items, work, onRefused } = halving
  const [first] = items
  if (first === undefined) return []
  await client.query('SAVEPOINT part_begins')
  try {
    const done = await work(items)
    await client.query('RELEASE part_begins')
    return [done]
  } catch (error) {
    const reason = refusalOf(error)
    if (reason === null) throw error
    await client.query('ROLLBACK TO part_begins')
    await client.query('RELEASE part_begins')
    if (items.length === 1) {
      onRefused(first, reason)
      return []
    }
    const middle = Math.ceil(items.length / 2)
    const halves = async (): Promise<Done[]> => {
      const half = await inHalves(client, { ...halving, items: items.slice(0, middle) })
      return [...half, ...(await inHalves(client, { ...halving, items: items.slice(middle) }))]
    }
    return databaseFault(error)?.kind === 'lock-timeout' ? await withoutWaiting(client, halves) : await halves()
  }
}

/** Whoever holds a lock was waited for once: not again for each half. */
async function withoutWaiting<Done>(client: Queryable, work: () => Promise<Done>): Promise<Done> {
  const { rows } = await client.query<{ readonly was: string }>(
    `SELECT pg_catalog.current_setting('lock_timeout') AS was`,
  )
  await client.query('SET LOCAL lock_timeout = 1')
  const done = await work()
  await client.query(`SELECT pg_catalog.set_config('lock_timeout', $1, true)`, [rows[0]?.was])
  return done
}

/** Why a row does not go, in words that are the same for all such rows; `null` for what is not about rows. */
function refusalOf(error: unknown): string | null {
  if (error instanceof RowsRefused) return error.message
  const fault = databaseFault(error)
  if (fault === null || !(aboutRows.has(fault.kind) || isRaised(error))) return null
  if (fault.kind === 'serialization') return say('changed by somebody else meanwhile')
  if (fault.kind === 'lock-timeout' || fault.kind === 'deadlock') return lockedByOthers
  return say('the database refuses: {says}', { says: wordsOf(fault) })
}

export const lockedByOthers = say('locked by somebody else')

/** By a function of the database, a trigger's mostly: class P0 of SQLSTATE. */
function isRaised(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('P0')
}

/** Without the values, which are others for every row. */
function wordsOf({ says }: DatabaseFault): string {
  return says.replace(/: Key \(.*/s, '')
}
