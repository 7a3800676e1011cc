import type { Queryable } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import type { UndoResult } from '../result.ts'
import { readIdentity } from './undo-header.ts'
import type { UndoOutline } from './read-outline.ts'

/**
 * What became of the repair, as the server knows it; where it has forgotten, as the file says.
 * @throws {RunError} where it cannot be undone here, now, or with this file
 */
export async function readFate(
  client: Queryable,
  { header, isWhole, isCommitted, path }: UndoOutline,
): Promise<Extract<UndoResult['fix'], 'committed' | 'rolled back'>> {
  await refuseOtherDatabase(client, header.database)
  const status = await readStatus(client, header.transaction)
  if (status === 'aborted') return 'rolled back'
  if (status === 'in progress')
    throw new RunError('The repair is still under way.', { hint: 'Wait until it has ended, and try again.' })
  if (status === 'to come')
    throw new RunError('The database was set back to a time before the repair: there is nothing to undo.')
  if (!isWhole)
    throw new RunError(`${path} is cut off or was changed: not all rows are in it as they were written.`, {
      hint: 'Take the file as the repair has left it, or a good copy of it.',
    })
  if (status === null && !isCommitted)
    throw new RunError(
      'Whether the repair was committed is not known: the run ended before it knew, and the server has forgotten.',
      {
        hint: 'Look at rows that the file names; if they are changed, add the line {"committed":true} to its end.',
      },
    )
  return 'committed'
}

async function refuseOtherDatabase(client: Queryable, was: UndoOutline['header']['database']): Promise<void> {
  const is = await readIdentity(client)
  const isOtherServer = is.system !== null && was.system !== null && is.system !== was.system
  if (!isOtherServer && is.oid === was.oid) return
  throw new RunError(
    `The undo file is of another database: ${was.name}, ${isOtherServer ? 'on another server' : `oid ${was.oid}`}.`,
    {
      hint: 'Give the address of the database that was repaired in --database-url. In a copy of it nothing can be undone.',
    },
  )
}

type Status = 'committed' | 'aborted' | 'in progress' | 'to come' | null

/** `null`: it was too long ago. The names are those that servers before PostgreSQL 13 have, too. */
async function readStatus(client: Queryable, transaction: string): Promise<Status> {
  const { rows } = await client.query<{ readonly status: Status }>(
    `SELECT CASE
      WHEN $1::bigint >= pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) THEN 'to come'
      ELSE pg_catalog.txid_status($1::bigint)
    END AS status`,
    [transaction],
  )
  return rows[0]?.status ?? null
}
