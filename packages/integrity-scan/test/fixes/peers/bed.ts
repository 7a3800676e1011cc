import { startSandbox } from '@m4sh/sandbox'
import {
  type DatabaseAddress,
  databaseAddress,
  type DatabaseClient,
  findTable,
  openClient,
} from '@m4sh/tools-core/connections/postgres'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { sql } from 'kysely'
import { findPlatform } from '../../../src/catalog/find-platform.ts'
import type { FixChange } from '../../../src/checks/fix.ts'
import { prepareCheck } from '../../../src/checks/prepare-check.ts'
import type { PreparedCheck, PreparedChange } from '../../../src/checks/prepared-check.ts'
import { platformChecks } from '../../../src/checks/registry.ts'
import { applyFixes, type FixDeps } from '../../../src/fixes/apply-fixes.ts'
import type { FixOutcome } from '../../../src/fixes/fix-outcome.ts'
import type { FixPlan, FixToPlan } from '../../../src/fixes/fix-plan.ts'
import { planFixes, type PlanOptions } from '../../../src/fixes/plan-fixes.ts'
import type { ScanCounts } from '../../../src/fixes/scan-counts.ts'
import type { UndoResult } from '../../../src/result.ts'
import { queryBuilder } from '../../../src/scan/query-builder.ts'
import { runCheck } from '../../../src/scan/run-check.ts'
import { readOutline } from '../../../src/undo/read-outline.ts'
import { undoFixes, type UndoOptions } from '../../../src/undo/undo-fixes.ts'

export type Tables = Readonly<Record<string, readonly string[]>>

/** A repair of rows of a table that a test has made. */
export interface OwnFix {
  readonly table: string
  /** `id` if left out. */
  readonly key?: string
  /** Gives `key`. */
  readonly rows: string
  /** Columns by their own names. */
  readonly change: FixChange
  readonly check?: string
}

const settings = { statementTimeoutMs: 30_000, lockTimeoutMs: 5000, schemas: [] }
const signal = new AbortController().signal

/** A platform whose rows are broken, and all that repairs it: one for a test file. */
export class Bed {
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>
  readonly folder: TemporaryFolder
  readonly address: DatabaseAddress
  /** Of a superuser. */
  readonly client: DatabaseClient
  #files = 0

  private constructor(parts: Pick<Bed, 'sandbox' | 'folder' | 'address' | 'client'>) {
    this.sandbox = parts.sandbox
    this.folder = parts.folder
    this.address = parts.address
    this.client = parts.client
  }

  static async make(options: Parameters<typeof startSandbox>[0] = {}): Promise<Bed> {
    const [sandbox, folder] = await Promise.all([startSandbox(options), createTemporaryFolder()])
    const address = addressOf(sandbox.databaseUrl)
    return new Bed({ sandbox, folder, address, client: await openClient(address, { applicationName: 'a test' }) })
  }

  async close(): Promise<void> {
    await this.client.end()
    await this.sandbox.stop()
    await this.folder.remove()
  }

  /** The address for another user. */
  as(user: string): DatabaseAddress {
    return addressOf(this.sandbox.databaseUrl.replace(/\/\/[^:@]+(?::[^@]*)?@/, `//${user}:secret@`))
  }

  async run(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.client.query(statement)
  }

  /** With a connection of its own. */
  async besides<Answer>(work: (client: DatabaseClient) => Promise<Answer>, address = this.address): Promise<Answer> {
    const client = await openClient(address, { applicationName: 'somebody else' })
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  newFile(): string {
    this.#files += 1
    return this.folder.join('undo', `${this.#files}.jsonl`)
  }

  /** Every row of every table, whole, as text. */
  async tables(schema = 'public'): Promise<Tables> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT format('%I.%I', $1::text, relname) AS name FROM pg_class
       WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
      [schema],
    )
    const all: Record<string, readonly string[]> = {}
    for (const { name } of rows) all[name] = await this.texts(`SELECT t::text FROM ${name} AS t ORDER BY 1`)
    return all
  }

  /** The first column of what a query gives. */
  async texts(query: string): Promise<string[]> {
    const { rows } = await this.client.query<[string]>({ text: query, rowMode: 'array' })
    return rows.map(([text]) => text)
  }

  /** The platform's checks as they are made here. */
  async checks(fixSettings = { deleteStale: false, fixTimes: true }): Promise<readonly PreparedCheck[]> {
    const platform = await findPlatform(this.client, {})
    const roles = ['student', 'tutor', 'admin', 'superadmin']
    const preparation = { db: queryBuilder, platform, settings: { staleDays: 30, roles }, fixSettings }
    return platformChecks.flatMap((check) => {
      const prepared = prepareCheck(check, preparation)
      return 'skipped' in prepared ? [] : [prepared]
    })
  }

  async scan(client: DatabaseClient, checks: readonly PreparedCheck[]): Promise<ScanCounts> {
    const counts = new Map<string, Awaited<ReturnType<typeof runCheck>>['bySeverity']>()
    for (const check of checks) {
      const { status, bySeverity } = await runCheck(client, check, [], { samples: 0, keys: 0 })
      if (status !== 'error') counts.set(check.id, bySeverity)
    }
    return counts
  }

  /** A repair of a test's own table. */
  async own({ table, key = 'id', rows, change, check = 'own' }: OwnFix, client = this.client): Promise<FixToPlan> {
    const names = change.kind === 'set' ? [change.column] : change.kind === 'swap' ? change.columns : []
    const columns = Object.fromEntries([key, ...names].map((name) => [name, { names: [name] }]))
    const mapping = {
      table,
      columns: Object.fromEntries(Object.keys(columns).map((name) => [name, `"${name.replaceAll('"', '""')}"`])),
    }
    const hints = { table: 'a test', columns: 'a test' }
    const found = await findTable<string>(client, { purpose: 'rows', names: [table], columns }, mapping, hints)
    const column = (name: string) => {
      const one = found.columns[name]
      if (one === undefined) throw new Error(`no column ${name}`)
      return one
    }
    const prepared: PreparedChange =
      change.kind === 'delete'
        ? change
        : change.kind === 'set'
          ? { ...change, column: column(change.column) }
          : { kind: 'swap', columns: [column(change.columns[0]), column(change.columns[1])] }
    const fix = {
      check,
      describe: 'It is repaired.',
      table: found,
      key: column(key),
      change: prepared,
      done: change.kind === 'delete' ? 'removed' : 'set',
      rows: queryBuilder.selectFrom(sql<{ key: unknown }>`(${sql.raw(rows)})`.as('own')).select('own.key'),
      areBroken: true,
      uncovers: [],
      needsFlag: null,
    }
    const subject = { source: found.quoted, table: found.quoted, key: column(key).quoted, keyType: null, shows: [] }
    return { check: { subject, fix }, severity: 'warning', ignoredKeys: [] }
  }

  async plan(
    fixes: readonly FixToPlan[],
    options: Partial<PlanOptions> = {},
    address = this.address,
  ): Promise<FixPlan> {
    return await this.besides(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      return await planFixes(client, fixes, { references: [], maxRows: 1_000_000, ...options })
    }, address)
  }

  async apply(
    plan: FixPlan,
    deps: Partial<FixDeps> & { readonly signal?: AbortSignal; readonly address?: DatabaseAddress } = {},
  ): Promise<FixOutcome> {
    const whole: FixDeps = {
      run: { id: 'a run', tool: '0.0.0', startedAt: '2026-01-01T00:00:00.000Z' },
      undoFile: this.newFile(),
      settings,
      scan: async () => await Promise.resolve(new Map()),
      onProgress: () => undefined,
      ...deps,
    }
    return await applyFixes(deps.address ?? this.address, plan, whole, deps.signal ?? signal)
  }

  async undo(
    file: string | null,
    options: Partial<UndoOptions> & { readonly address?: DatabaseAddress } = {},
  ): Promise<UndoResult> {
    const { address = this.address } = options
    return await undoFixes(
      address,
      await readOutline(file ?? ''),
      { dryRun: false, settings, onProgress: () => undefined, ...options },
      signal,
    )
  }
}

function addressOf(url: string): DatabaseAddress {
  // At home lie no files of libpq.
  return databaseAddress(url, { HOME: '/nowhere' }, 'a test')
}

/** All checks that can repair, as they are planned. */
export function toPlan(
  checks: readonly PreparedCheck[],
  ignored: Readonly<Record<string, readonly string[]>> = {},
): FixToPlan[] {
  return checks.flatMap(({ id, subject, severities: [severity], fix }) =>
    fix === null ? [] : [{ check: { subject, fix }, severity, ignoredKeys: ignored[id] ?? [] }],
  )
}

/** Rows that are in one and not in the other, by table. */
export function differences(before: Tables, after: Tables): Record<string, { gone: string[]; come: string[] }> {
  const names = Object.keys({ ...before, ...after })
  const pairs = names.map((name) => {
    const [was, is] = [new Set(before[name]), new Set(after[name])]
    return [
      name,
      { gone: [...was].filter((row) => !is.has(row)), come: [...is].filter((row) => !was.has(row)) },
    ] as const
  })
  return Object.fromEntries(pairs.filter(([, { gone, come }]) => gone.length + come.length > 0))
}
