import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileFault, UsageError } from '@m4sh/tools-core/errors'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import { jsonRecord } from '@m4sh/tools-core/values'
import type { RecipientConfig, RowConfig } from '../config.ts'
import type { UserIds } from '../recipients/recipients.ts'
import { runFileFault } from './run-file-fault.ts'
import type { RunKey } from '../rows/run-id.ts'

/** What a run is made of, so that it can be gone on with: all of every row follows from it. */
export interface RunFile {
  readonly version: 1
  readonly run: string
  readonly startedAt: string
  /** Nothing secret. */
  readonly database: string
  readonly table: string
  readonly recipients: RecipientConfig
  readonly total: number
  /** Of the ids in their order: with other users the rows would be others. */
  readonly users: { readonly count: number; readonly digest: string }
  readonly rows: RowConfig
  /** Of the payloads' file; `null` where there is none. */
  readonly payloadDigest: string | null
  readonly method: 'copy' | 'insert'
  readonly batchSize: number
  /** `http`: the platform made the rows as it pushed them. */
  readonly pushedVia: 'http' | 'ws' | null
}

export function runFilePath(folder: string, run: string): string {
  return join(folder, `${run}.json`)
}

/** @throws {RunError} where it cannot be written: without it nobody could go on with the run */
export async function writeRunFile(folder: string, file: RunFile): Promise<void> {
  const text = `${JSON.stringify(file, null, 2)}\n`
  await writeAtomically(runFilePath(folder, file.run), text, { what: 'the file of the run', flag: '--runs' })
}

/** The run is whole: there is nothing to go on with. */
export async function removeRunFile(folder: string, run: string): Promise<void> {
  await rm(runFilePath(folder, run), { force: true })
}

/** @throws {UsageError} where the file is not there or is none of a run */
export async function readRunFile(folder: string, { id }: RunKey): Promise<RunFile> {
  const path = runFilePath(folder, id)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--resume ${id}: ${path}: ${fileFault(error)}`, {
      hint: `Runs that are whole leave no such file. Name the folder with --runs, or take the run away with --undo ${id}.`,
    })
  })
  const file = jsonRecord(text)
  const isOfRun = file['version'] === 1 && file['run'] === id
  const fault = isOfRun ? runFileFault(file) : null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field was looked at
  if (isOfRun && fault === null) return file as unknown as RunFile
  const why = fault === null ? '' : `: ${fault}`
  throw new UsageError(`--resume ${id}: ${path} is no file of this run${why}.`, {
    hint: `Take the run away with --undo ${id}, and begin anew.`,
  })
}

export function digestOf(ids: UserIds): string {
  const hash = createHash('sha256')
  for (const id of ids) hash.update(`${id}\n`)
  return hash.digest('hex')
}
