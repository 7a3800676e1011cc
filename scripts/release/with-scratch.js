import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopOnSignal } from '../stop-on-signal.js'
import { runCommand } from './run-command.js'
import { describeFault } from './try-packages.js'

/**
 * Does a check in a folder that goes with it, and sets the exit code: 1 where something was found, 130 where it was stopped.
 * @param {(world: {folder: string, signal: AbortSignal, run: typeof runCommand}) => Promise<boolean>} check
 */
export async function withScratch(check) {
  const signal = stopOnSignal()
  const folder = await mkdtemp(join(tmpdir(), 'm4sh-release-'))
  try {
    const isFine = await check({
      folder,
      signal,
      run: (command, options) => runCommand(command, { signal, ...options }),
    })
    process.exitCode = isFine ? 0 : 1
  } catch (error) {
    if (!signal.aborted) console.error(describeFault(error))
    process.exitCode = signal.aborted ? 130 : 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
