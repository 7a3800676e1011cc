// Repairs as the built package does, and is killed at a stage: fix-and-die.js DATABASE_URL UNDO_FILE STAGE
import process from 'node:process'
import { databaseAddress, openClient } from '@m4sh/tools-core/connections/postgres'
import { sql } from 'kysely'
import { applyFixes } from '../../../dist/fixes/apply-fixes.js'
import { planFixes } from '../../../dist/fixes/plan-fixes.js'
import { queryBuilder } from '../../../dist/scan/query-builder.js'

const [url = '', undoFile = '', killAt = ''] = process.argv.slice(2)
const address = databaseAddress(url, { HOME: '/nowhere' }, 'a test')
const id = { name: 'id', quoted: 'id', type: 'int4', baseType: 'integer' }
const table = {
  schema: 'own',
  name: 'item',
  quoted: 'own.item',
  kind: 'table',
  columns: { id },
  privileges: { select: true, update: true, delete: true },
}
const fix = {
  check: 'own',
  table,
  key: id,
  change: { kind: 'delete' },
  done: 'removed',
  rows: queryBuilder.selectFrom(sql`own.item`.as('item')).select(sql`id`.as('key')),
  areBroken: true,
  uncovers: [],
  needsFlag: null,
}
const client = await openClient(address, { applicationName: 'a test' })
await client.query('BEGIN READ ONLY')
const check = { subject: { table: 'own.item' }, fix }
const plan = await planFixes(client, [{ check, severity: 'info', ignoredKeys: [] }], { references: [], maxRows: 1e6 })
await client.end()
await applyFixes(
  address,
  plan,
  {
    run: { id: 'killed', tool: '0.0.0', startedAt: '2026-01-01T00:00:00.000Z' },
    undoFile,
    settings: { statementTimeoutMs: 30_000, lockTimeoutMs: 5000, schemas: [] },
    scan: async () => await Promise.resolve(new Map()),
    onProgress: ({ stage, done }) => {
      if (`${stage} ${done}` === killAt || stage === killAt) process.kill(process.pid, 'SIGKILL')
    },
  },
  new AbortController().signal,
)
