import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { say } from '../language/phrases.ts'
import type { Statement } from '../scan/query-builder.ts'
import {
  brokenStatement,
  justifyingStatements,
  lockStatement,
  presentStatement,
  referredStatement,
} from './change-statements.ts'
import type { PlannedFix } from './fix-plan.ts'
import { inHalves, lockedByOthers } from './in-halves.ts'
import type { LeftRows } from './left-rows.ts'
import { readOnly } from './read-only.ts'
import { nameOf } from './row-references.ts'

/** A row that is locked, and that nothing keeps from being changed. */
export interface ClaimedRow {
  readonly key: string
  /** As it is stored. */
  readonly bytes: number
}

export interface Claim {
  readonly claimed: readonly ClaimedRow[]
  /** Rows that others point to, and why they stay. */
  readonly referred: ReadonlyMap<string, string>
}

/**
 * Locks rows, with those because of which they are repaired, and looks whether they are still to be repaired, after all
 * that this transaction has changed already. Rows that this transaction has removed are passed over.
 *
 * @param left hears of rows that others have locked or changed, and of those with which nothing is wrong any more
 */
export async function claimRows(
  client: DatabaseClient,
  planned: PlannedFix,
  keys: readonly string[],
  left: LeftRows,
): Promise<Claim> {
  const locked = await lockRows(client, planned, keys, left)
  const broken = await readOnly(client, async () => await keysOf(client, brokenStatement(planned, [...locked.keys()])))
  left.add(
    say('nothing is wrong with it any more'),
    [...locked.keys()].filter((key) => !broken.has(key)),
  )
  const referred = planned.fix.change.kind === 'delete' ? await findReferred(client, planned, [...broken]) : new Map()
  const free = [...locked].filter(([key]) => broken.has(key) && !referred.has(key))
  return { claimed: free.map(([key, bytes]) => ({ key, bytes })), referred }
}

/** @returns their bytes by key */
async function lockRows(
  client: DatabaseClient,
  planned: PlannedFix,
  keys: readonly string[],
  left: LeftRows,
): Promise<ReadonlyMap<string, number>> {
  const refused = new Set<string>()
  const parts = await inHalves(client, {
    items: keys,
    work: async (part) => {
      const { text, values } = lockStatement(planned, part)
      const { rows } = await client.query<ClaimedRow>(text, values)
      const own = rows.map(({ key }) => key)
      for (const lock of justifyingStatements(planned, own)) await client.query(lock.text, lock.values)
      return rows
    },
    onRefused: (key, reason) => {
      refused.add(key)
      left.add(reason, [key])
    },
  })
  const locked = new Map(parts.flat().map(({ key, bytes }) => [key, bytes]))
  const missing = keys.filter((key) => !locked.has(key) && !refused.has(key))
  if (missing.length > 0) left.add(lockedByOthers, [...(await keysOf(client, presentStatement(planned, missing)))])
  return locked
}

async function findReferred(
  client: DatabaseClient,
  planned: PlannedFix,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const referred = new Map<string, string>()
  for (const reference of planned.references) {
    const found = await keysOf(client, referredStatement(planned, reference, keys))
    for (const key of found)
      referred.set(key, say('other rows refer to it: {reference}', { reference: nameOf(reference) }))
  }
  return referred
}

async function keysOf(client: DatabaseClient, { text, values }: Statement): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ readonly key: string }>(text, values)
  return new Set(rows.map(({ key }) => key))
}
