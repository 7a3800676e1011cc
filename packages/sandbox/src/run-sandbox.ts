import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { ExitCode, type RunContext } from '@m4sh/tools-core/cli'
import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import type { Config } from './config.ts'
import { describeFacts, factsOf } from './facts.ts'
import { parseFaults } from './faults/parse-faults.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.ts'

type Context = Pick<RunContext, 'host' | 'log' | 'signal'>

/** Runs the platform until a signal comes or its time is up. */
export async function runSandbox(context: Context, config: Config): Promise<ExitCode> {
  const options = {
    ...optionsOf(config),
    onError: (error: unknown) => context.log.detail(`answered 500: ${describe(error)}`),
  }
  context.log.progress.update('starting PostgreSQL, seeding')
  const sandbox = await startSandbox(options)
  try {
    context.log.progress.clear()
    await tell(context, config, sandbox)
    await end(config.durationMs, context.signal)
  } finally {
    if (config.readyFile !== null) await rm(config.readyFile, { force: true })
    await sandbox.stop()
  }
  return context.signal.aborted ? ExitCode.interrupted : ExitCode.pass
}

function optionsOf(config: Config): SandboxOptions {
  const { port, host, databaseUrl, dataFolder, seed, counts, envelope, debug, corrupt } = config
  return {
    port,
    host,
    databaseUrl,
    dataFolder,
    seed,
    counts,
    envelope,
    debug,
    corrupt,
    boardSaveIntervalMs: config.boardSaveIntervalMs,
    pingTimeoutMs: config.pingTimeoutMs,
    chatIntervalMs: config.chatIntervalMs,
    acknowledgeSubscriptions: config.acknowledgeSubscriptions,
    rejectUpgrade: config.rejectUpgrade,
    ...(config.fault === null ? {} : { faults: parseFaults(config.fault) }),
  }
}

/** Files first: a script that sees the ready file finds the others. */
async function tell({ host, log }: Context, config: Config, sandbox: Sandbox): Promise<void> {
  const facts = factsOf(sandbox)
  if (sandbox.corruption !== null) {
    await writeAtomically(config.manifestFile, `${JSON.stringify(sandbox.corruption, null, 2)}\n`)
    log.info(`${sandbox.corruption.planted.length} violations planted: ${config.manifestFile}`)
  }
  const json = `${JSON.stringify(facts, null, 2)}\n`
  if (config.factsFile !== null && config.factsFile !== '-') await writeAtomically(config.factsFile, json)
  await host.stdout.write(config.factsFile === '-' ? json : describeFacts(facts))
  if (config.readyFile !== null) await writeAtomically(config.readyFile, `${facts.baseUrl}\n`)
}

async function end(durationMs: number | null, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const stopped = once(signal, 'abort')
  if (durationMs === null) {
    await stopped
    return
  }
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, durationMs)
  })
  await Promise.race([stopped, passed])
  clearTimeout(timer)
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
