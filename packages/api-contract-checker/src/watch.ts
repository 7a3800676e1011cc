import { isAbsolute, resolve } from 'node:path'
import { ExitCode, type RunContext } from '@m4sh/tools-core/cli'
import { watch } from 'chokidar'
import type { Config } from './config.ts'
import { messageOf } from './spec/error-message.ts'

/** Changes that come within this time are one. Milliseconds. */
const settleMs = 150

/** Runs at once, then whenever something that was read changes, until it is stopped. */
export async function watchRuns(
  config: Config,
  { signal, log, host }: Pick<RunContext, 'signal' | 'log' | 'host'>,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const watcher = watch(watchedPaths(config), {
    ignoreInitial: true,
    ignored: (path) => /[\\/](?:node_modules|\.git|dist)(?:[\\/]|$)/.test(path),
  })
  try {
    for (;;) {
      await runReported(run, log)
      if (signal.aborted || host.stdout.closed) return ExitCode.interrupted
      log.info('Watching for changes; Ctrl-C ends it.')
      await nextChange(watcher, signal)
      if (signal.aborted) return ExitCode.interrupted
    }
  } finally {
    await watcher.close()
  }
}

/** A schema that is gone for a moment is no reason to stop watching. */
async function runReported(run: () => Promise<ExitCode>, log: RunContext['log']): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.warn(messageOf(error))
  }
}

function watchedPaths({ frontends, schemas, baseline }: Config): string[] {
  const files = schemas
    .filter(({ source }) => source !== '-' && !/^https?:/.test(source) && !source.startsWith('/api'))
    .map(({ source, folder }) => (isAbsolute(source) ? source : resolve(folder, source)))
  return [...frontends, ...files, ...(baseline === null ? [] : [baseline])]
}

function nextChange(watcher: ReturnType<typeof watch>, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined
    const onChange = (): void => {
      clearTimeout(timer)
      timer = setTimeout(finish, settleMs)
    }
    const finish = (): void => {
      clearTimeout(timer)
      watcher.off('all', onChange)
      signal.removeEventListener('abort', finish)
      done()
    }
    watcher.on('all', onChange)
    signal.addEventListener('abort', finish, { once: true })
    if (signal.aborted) finish()
  })
}
