import { relative } from 'node:path'
import { ExitCode, ExpectedError, runCli, type Host } from '@m4sh/tools-core/cli'
import { watch } from 'chokidar'
import type { Context, CreateCommand } from './command.ts'
import type { Config } from './config.ts'
import { messageOf } from './spec/error-message.ts'
import { Changes } from './watch/changes.ts'
import { WatchedFiles } from './watch/watched-files.ts'

/**
 * Runs at once, then whenever something that was read changes, until it is stopped. Each run is the whole command anew,
 * its settings included. Wrong usage at the start ends it, and so does a bug; a schema that is gone for a moment does not.
 */
export async function watchRuns(context: Context, config: Config, createCommand: CreateCommand): Promise<ExitCode> {
  const { signal, log, host } = context
  const { watched, changes, close } = await startWatching(context, config)
  try {
    for (let isFirst = true; ; isFirst = false) {
      const { exitCode, isBug } = await runAnew(context, watched, createCommand)
      if (signal.aborted || host.stdout.closed) return ExitCode.interrupted
      if (isBug) return ExitCode.target
      if (isFirst && exitCode === ExitCode.usage) return ExitCode.usage
      log.info('Watching for changes; Ctrl-C ends it.')
      const changed = await changes.next(signal)
      if (signal.aborted) return ExitCode.interrupted
      log.detail(`Changed: ${[...changed].map((path) => relative(host.cwd, path)).join(', ')}`)
      for (const module of watched.modulesAmong(changed))
        log.warn(`${module} is a program, which is loaded once: start again to have its change heeded.`)
    }
  } finally {
    await close()
  }
}

/** One watcher for the whole time: what changes during a run is seen as well. */
async function startWatching({ signal, log, configFile }: Context, config: Config) {
  const watched = new WatchedFiles()
  watched.follow(config, configFile)
  const changes = new Changes()
  const watcher = watch(watched.paths, {
    ignoreInitial: true,
    ignored: (path, stats) => watched.isIgnored(path, stats?.isFile() ?? false),
  })
  watched.onNew = (path) => void watcher.add(path)
  watcher.on('all', (event, path) => {
    if (!event.endsWith('Dir') && watched.isWatched(path)) changes.note(path)
  })
  watcher.on('error', (error) => log.warn(`Some changes may go unseen: ${messageOf(error)}`))
  await new Promise<void>((ready) => {
    watcher.once('ready', ready)
    signal.addEventListener('abort', () => ready(), { once: true })
    if (signal.aborted) ready()
  })
  return { watched, changes, close: () => watcher.close() }
}

interface Finished {
  exitCode: number
  isBug: boolean
}

async function runAnew(context: Context, watched: WatchedFiles, createCommand: CreateCommand): Promise<Finished> {
  const { runChecks } = await import('./run-checks.ts')
  let isBug = false
  const command = createCommand(async (again, config) => {
    watched.follow(config, again.configFile)
    try {
      const hooks = { onSchemaFile: (path: string) => watched.add(path) }
      // What is saved every minute is no run that one looks back to.
      const flags = { ...again.flags, history: undefined }
      return await runChecks({ ...again, flags, signal: context.signal }, config, hooks)
    } catch (error) {
      isBug = !(error instanceof ExpectedError)
      throw error
    }
  })
  return { exitCode: await runCli(command, withoutSignals(context.host), context.secrets), isBug }
}

/** Signals are the watching command's: it passes its own on. */
function withoutSignals(host: Host): Host {
  return {
    argv: host.argv,
    env: host.env,
    cwd: host.cwd,
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    clock: host.clock,
    machine: host.machine,
    userId: host.userId,
    uuid: () => host.uuid(),
    random: () => host.random(),
    ask: (question, signal) => host.ask(question, signal),
    onSignal: () => () => {},
    quit: (exitCode) => host.quit(exitCode),
  }
}
