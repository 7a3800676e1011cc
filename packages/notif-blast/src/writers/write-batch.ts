import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { RowMaker } from '../rows/row-maker.ts'
import { BinaryRows, copyFormatOf } from './binary-rows.ts'
import type { ChunkRing } from './chunk-ring.ts'
import { columnList, type TargetTable } from './target-table.ts'
import { TextRows } from './text-rows.ts'
import { textValue } from './text-values.ts'

/**
 * Writes the rows from `from` up to, and without, `to`: all of them or none.
 * @returns how many the database says that it took
 * @throws what PostgreSQL or the network says
 */
export type WriteBatch = (client: Client, from: number, to: number) => Promise<number>

export type Method = 'copy' | 'insert' | 'rows'

/** @param method `rows` is for batches of one row */
export function batchWriter(method: Method, maker: RowMaker, target: TargetTable): WriteBatch {
  if (method === 'copy') return copyWriter(maker, target)
  return method === 'insert' ? insertWriter(maker, target) : rowWriter(maker, target)
}

function copyWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const statement = `COPY ${target.table.quoted} (${columnList(target)}) FROM STDIN`
  if (copyFormatOf(target) === 'text') {
    const rows = new TextRows(maker, target)
    return async (client, from, to) => {
      const copy = client.query(copyFrom(statement))
      await pipeline(Readable.from(rows.chunks(from, to)), copy)
      return copy.rowCount
    }
  }
  const binary = new BinaryRows(maker, target)
  const rings = new WeakMap<Client, ChunkRing>()
  return async (client, from, to) => {
    const ring = rings.get(client) ?? binary.makeRing()
    rings.set(client, ring)
    const copy = client.query(copyFrom(`${statement} WITH (FORMAT binary)`))
    await pipeline(Readable.from(binary.chunks(from, to, ring)), copy)
    return copy.rowCount
  }
}

function insertWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const arrays = target.columns.map(({ column }, at) => `$${at + 1}::${column.baseType}[]`)
  const text = `INSERT INTO ${target.table.quoted} (${columnList(target)}) SELECT * FROM unnest(${arrays.join(', ')})`
  return async (client, from, to) => {
    const values: (string | null)[][] = target.columns.map(() => [])
    for (let row = from; row < to; row++) {
      maker.turnTo(row)
      for (const [at, { role }] of target.columns.entries()) values[at]?.push(textValue(role, maker))
    }
    const { rowCount } = await client.query({ text, values })
    return rowCount ?? 0
  }
}

function rowWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const parameters = target.columns.map((_, at) => `$${at + 1}`).join(', ')
  const text = `INSERT INTO ${target.table.quoted} (${columnList(target)}) VALUES (${parameters})`
  return async (client, row) => {
    maker.turnTo(row)
    const values = target.columns.map(({ role }) => textValue(role, maker))
    const { rowCount } = await client.query({ name: 'notif-blast', text, values })
    return rowCount ?? 0
  }
}
