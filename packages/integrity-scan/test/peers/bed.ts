import { randomUUID } from 'node:crypto'
import { type Sandbox, type SandboxOptions, startSandbox } from '@m4sh/sandbox'
import { runCli } from '@m4sh/tools-core/cli'
import {
  createMemoryHost,
  createTemporaryFolder,
  type MemoryHost,
  type MemoryHostOptions,
  type TemporaryFolder,
} from '@m4sh/tools-core/testing'
import { Client } from 'pg'
import { command } from '../../src/command.ts'
import type { ScanReport } from '../../src/report-words.ts'
import type { CheckResult } from '../../src/result.ts'

export interface Scanned {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** A database, a folder, and a connection to look with: one for a test file. */
export class Bed {
  readonly sandbox: Sandbox
  readonly folder: TemporaryFolder
  /** Of the database's owner. */
  readonly client: Client

  private constructor(sandbox: Sandbox, folder: TemporaryFolder, client: Client) {
    this.sandbox = sandbox
    this.folder = folder
    this.client = client
  }

  static async make(options: SandboxOptions = {}): Promise<Bed> {
    const [sandbox, folder] = await Promise.all([startSandbox(options), createTemporaryFolder()])
    const client = new Client({ connectionString: sandbox.databaseUrl })
    await client.connect()
    return new Bed(sandbox, folder, client)
  }

  async close(): Promise<void> {
    await this.client.end()
    await this.sandbox.stop()
    await this.folder.remove()
  }

  host(argv: readonly string[], options: MemoryHostOptions = {}): MemoryHost {
    const host = createMemoryHost({
      cwd: this.folder.path,
      ...options,
      argv,
      env: { M4SH_DATABASE_URL: this.sandbox.databaseUrl, ...options.env },
    })
    // Runs are told apart by what is random, and began when they did.
    return Object.assign(host, {
      uuid: () => randomUUID(),
      clock: {
        now: () => new Date(),
        monotonic: () => performance.now(),
        schedule: (ms: number, action: () => void) => {
          const timer = setTimeout(action, ms)
          return () => clearTimeout(timer)
        },
      },
    })
  }

  /** The whole command, in this process. */
  async run(argv: readonly string[], options: MemoryHostOptions = {}): Promise<Scanned> {
    const host = this.host(argv, options)
    const exitCode = await runCli(command, host)
    return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text }
  }

  /** The whole command with its report. */
  async scan(
    argv: readonly string[] = [],
    options: MemoryHostOptions = {},
  ): Promise<Scanned & { readonly report: ScanReport }> {
    const scanned = await this.run([...argv, '-o', '-', '--json'], options)
    if (scanned.stdout === '') throw new Error(`no report; exit code ${scanned.exitCode}\n${scanned.stderr}`)
    return { ...scanned, report: JSON.parse(scanned.stdout) as ScanReport }
  }

  /** What one check has found. */
  async check(id: string, argv: readonly string[] = [], options: MemoryHostOptions = {}): Promise<CheckResult> {
    const { report } = await this.scan(['--only', id, ...argv], options)
    const found = report.result.checks.find((check) => check.id === id)
    if (found === undefined) throw new Error(`there was no check ${id}`)
    return found
  }

  /** Runs SQL as the owner, without foreign keys and triggers. */
  async broken(...statements: readonly string[]): Promise<void> {
    await this.client.query('SET session_replication_role = replica')
    for (const statement of statements) await this.client.query(statement)
    await this.client.query('SET session_replication_role = origin')
  }

  /** Every row of every table, as text, in order. */
  async contents(): Promise<readonly string[]> {
    const { rows } = await this.client.query<{ readonly name: string }>(
      `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    )
    const contents: string[] = []
    for (const { name } of rows) {
      const table = await this.client.query<{ readonly row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)
      contents.push(...table.rows.map(({ row }) => `${name} ${row}`))
    }
    return contents
  }
}
