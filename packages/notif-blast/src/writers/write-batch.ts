import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { RowMaker } from '../rows/row-maker.ts'
import { BinaryRows } from './binary-rows.ts'
import { castType, columnList, type TargetTable } from './target-table.ts'
import { TextRows } from './text-rows.ts'
import { textValue } from './text-values.ts'

/** Writes the rows from `from` up to, and without, `to`: all of them or none. @throws what PostgreSQL or the network says */
export type WriteBatch = (client: Client, from: number, to: number) => Promise<void>

export type Method = 'copy' | 'insert' | 'rows'

/** @param method `rows` is for batches of one row */
export function batchWriter(method: Method, maker: RowMaker, target: TargetTable): WriteBatch {
  if (method === 'copy') return copyWriter(maker, target)
  return method === 'insert' ? insertWriter(maker, target) : rowWriter(maker, target)
}

function copyWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const binary = BinaryRows.of(maker, target)
  const rows = binary ?? new TextRows(maker, target)
  const format = binary === null ? '' : ' WITH (FORMAT binary)'
  const statement = `COPY ${target.table.quoted} (${columnList(target)}) FROM STDIN${format}`
  return async (client, from, to) => {
    await pipeline(Readable.from(rows.chunks(from, to)), client.query(copyFrom(statement)))
  }
}

function insertWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const arrays = target.columns.map(({ column }, at) => `$${at + 1}::${castType(column)}[]`)
  const text = `INSERT INTO ${target.table.quoted} (${columnList(target)}) SELECT * FROM unnest(${arrays.join(', ')})`
  return async (client, from, to) => {
    const values: (string | null)[][] = target.columns.map(() => [])
    for (let row = from; row < to; row++) {
      maker.turnTo(row)
      for (const [at, { role }] of target.columns.entries()) values[at]?.push(textValue(role, maker))
    }
    await client.query({ text, values })
  }
}

function rowWriter(maker: RowMaker, target: TargetTable): WriteBatch {
  const parameters = target.columns.map((_, at) => `$${at + 1}`).join(', ')
  const text = `INSERT INTO ${target.table.quoted} (${columnList(target)}) VALUES (${parameters})`
  return async (client, row) => {
    maker.turnTo(row)
    const values = target.columns.map(({ role }) => textValue(role, maker))
    await client.query({ name: 'notif-blast', text, values })
  }
}
