import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { ExitCode, RunError, type RunContext } from '@m4sh/tools-core/cli'
import { systemCode } from '@m4sh/tools-core/errors'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import type { Config } from './config.ts'
import { describeFacts, factsOf } from './facts.ts'
import type { Fault } from './faults/faults.ts'
import { parseFaults } from './faults/parse-faults.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.ts'

type Context = Pick<RunContext, 'host' | 'log' | 'signal'>

/**
 * Runs the platform until a signal comes or its time is up.
 * @throws {RunError} where it cannot be started, or cannot go on
 */
export async function runSandbox(context: Context, config: Config): Promise<ExitCode> {
  const { log, signal } = context
  // One of a run that was killed would tell a script that everything is up.
  await removeReadyFile(config.readyFile)
  log.progress.update('starting PostgreSQL, seeding')
  const sandbox = await startSandbox({
    ...optionsOf(config),
    signal,
    onFault: (fault) => log.detail(describeFault(fault)),
    onError: (error) => log.warn(`a request was answered with 500: ${describe(error)}`),
  })
  let failure: RunError | null = null
  try {
    log.progress.clear()
    await tell(context, config, sandbox)
    failure = await end(config.durationMs, signal, sandbox)
  } finally {
    // Whatever becomes of the file, PostgreSQL is not left running.
    await removeReadyFile(config.readyFile).catch((error: unknown) => log.warn(describeShortly(error)))
    await stop(sandbox, failure)
  }
  return signal.aborted ? ExitCode.interrupted : ExitCode.pass
}

/** `Fault: dropped board.patch 41af on board:lesson:1 for user 3` */
function describeFault({ kind, channel, userId, eventType, id }: Fault): string {
  const parts = [eventType, id, channel && `on ${channel}`, userId === null ? null : `for user ${userId}`]
  return ['Fault:', kind, ...parts.filter((part) => part !== null)].join(' ')
}

/** @throws {RunError} for a folder, or what this user may not remove */
async function removeReadyFile(path: string | null): Promise<void> {
  if (path === null) return
  try {
    await rm(path, { force: true })
  } catch (error) {
    const reason = systemCode(error) === 'ERR_FS_EISDIR' ? 'it is a folder' : String(error)
    throw new RunError(`The ready file ${path} cannot be removed: ${reason}.`, {
      hint: 'Name a file of its own with --ready-file FILE, in a folder that this user may write to.',
      cause: error,
    })
  }
}

function optionsOf(config: Config): SandboxOptions {
  const { port, host, databaseUrl, dataFolder, seed, counts, envelope, corrupt, accessLifetimeMs, settings } = config
  return {
    ...settings,
    port,
    host,
    databaseUrl,
    dataFolder,
    seed,
    counts,
    envelope,
    corrupt,
    accessLifetimeMs,
    ...(config.fault === null ? {} : { faults: parseFaults(config.fault) }),
  }
}

/** What fails because there is no database any more is no news. */
async function stop(sandbox: Sandbox, failure: RunError | null): Promise<void> {
  try {
    await sandbox.stop()
  } catch (error) {
    if (failure === null) throw error
  }
  if (failure !== null) throw failure
}

/** Files first: a script that sees the ready file finds the others. */
async function tell({ host, log }: Context, config: Config, sandbox: Sandbox): Promise<void> {
  const facts = await factsOf(sandbox)
  if (!sandbox.isFresh) log.info('The database was filled before: it is as it was left, and nothing is seeded.')
  if (sandbox.corruption !== null) {
    await writeAtomically(config.manifestFile, `${JSON.stringify(sandbox.corruption, null, 2)}\n`)
    log.info(`${sandbox.corruption.planted.length} violations planted: ${config.manifestFile}`)
  }
  const json = `${JSON.stringify(facts, null, 2)}\n`
  if (config.factsFile !== null && config.factsFile !== '-') await writeAtomically(config.factsFile, json)
  await host.stdout.write(config.factsFile === '-' ? json : describeFacts(facts))
  if (config.readyFile !== null) await writeAtomically(config.readyFile, `${facts.baseUrl}\n`)
}

/** @returns why it ends, where it is neither the signal nor the time */
async function end(durationMs: number | null, signal: AbortSignal, { broken }: Sandbox): Promise<RunError | null> {
  if (signal.aborted) return null
  const ends = new AbortController()
  try {
    return await Promise.race([
      broken,
      once(signal, 'abort', { signal: ends.signal }).then(() => null),
      ...(durationMs === null ? [] : [delay(durationMs, null, { signal: ends.signal })]),
    ])
  } finally {
    ends.abort()
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function describeShortly(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
