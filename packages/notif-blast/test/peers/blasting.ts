import { randomUUID } from 'node:crypto'
import { startSandbox } from '@m4sh/sandbox'
import { runCli } from '@m4sh/tools-core/cli'
import type { Report } from '@m4sh/tools-core/reporting'
import {
  createMemoryHost,
  createTemporaryFolder,
  type MemoryHost,
  type MemoryHostOptions,
  type TemporaryFolder,
} from '@m4sh/tools-core/testing'
import { Client } from 'pg'
import { command } from '../../src/command.ts'
import type { BlastResult } from '../../src/result.ts'

export type BlastReport = Report<BlastResult>

export interface Blasted {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

type Sandbox = Awaited<ReturnType<typeof startSandbox>>

/** The platform, a folder, and a connection to look with: one for a test file. */
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

  static async make(options: Parameters<typeof startSandbox>[0] = {}): Promise<Bed> {
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
      argv: [...(argv.includes('--base-url') ? [] : ['--base-url', this.sandbox.baseUrl]), ...argv],
      env: { M4SH_DATABASE_URL: this.sandbox.databaseUrl, ...options.env },
    })
    // Runs are told apart by what is random, and began when they did.
    return Object.assign(host, {
      uuid: () => randomUUID(),
      clock: { now: () => new Date(), monotonic: () => performance.now() },
    })
  }

  /** The whole command, in this process. */
  async run(argv: readonly string[], options: MemoryHostOptions = {}): Promise<Blasted> {
    const host = this.host(argv, options)
    const exitCode = await runCli(command, host)
    return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text }
  }

  /** The whole command with its report. */
  async blast(
    argv: readonly string[],
    options: MemoryHostOptions = {},
  ): Promise<Blasted & { readonly report: BlastReport }> {
    const blasted = await this.run([...argv, '-o', '-', '--json'], options)
    if (blasted.stdout === '') throw new Error(`no report; exit code ${blasted.exitCode}\n${blasted.stderr}`)
    return { ...blasted, report: JSON.parse(blasted.stdout) as BlastReport }
  }

  /** With a connection of its own, while the other is in a transaction. */
  async sandboxClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.sandbox.databaseUrl })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  /** All rows, as they are, in the order of their ids. */
  async rows(where = 'true'): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { rows } = await this.client.query<Record<string, unknown>>(
      `SELECT id, user_id, type, payload, read_at, created_at FROM notifications_notification WHERE ${where} ORDER BY id`,
    )
    return rows
  }

  async count(run?: string): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(
      `SELECT count(*) FROM notifications_notification WHERE $1::text IS NULL OR payload->'notif_blast'->>'run' = $1`,
      [run ?? null],
    )
    return Number(rows[0]?.count)
  }
}
