import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A command that did not end as it has to, with all that it printed. */
export class CommandError extends Error {
  name = 'CommandError'

  constructor(command, problem, output) {
    super(`${command.join(' ')} ${problem}`)
    this.output = output
  }
}

/**
 * Runs a command to its end and gives back its standard output.
 * @param {readonly string[]} command the program and its arguments
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {AbortSignal} [options.signal] ends it, with all that it has started
 * @param {number} [options.expected] the exit code that it has to give
 * @param {number} [options.limitMs]
 * @param {(child: import('node:child_process').ChildProcess) => Promise<void>} [options.meanwhile] deals with it while it
 *   runs; what that throws ends it
 * @throws {CommandError} with another exit code than the expected one, or when it takes too long
 */
export async function runCommand(command, { cwd, env, signal, expected = 0, limitMs = 600_000, meanwhile } = {}) {
  signal?.throwIfAborted()
  const [program, ...args] = command
  // A group of its own: package managers start others, and all of them have to end with it.
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (chunk) => {
      printed[name] += chunk
    })
  }
  const limit = AbortSignal.timeout(limitMs)
  const either = AbortSignal.any(signal ? [signal, limit] : [limit])
  let lastWord
  const end = () => {
    lastWord ??= endGroup(child)
  }
  either.addEventListener('abort', end)
  try {
    const dealt = meanwhile?.(child).catch((error) => {
      end()
      return error
    })
    const [status, endedBy] = await once(child, 'close')
    signal?.throwIfAborted()
    const output = `${printed.stdout}${printed.stderr}`
    if (limit.aborted) throw new CommandError(command, `had not ended after ${limitMs / 1000} s`, output)
    const fault = await dealt
    if (fault) throw fault
    if (status !== expected) {
      throw new CommandError(command, `ended with ${endedBy ?? status}, ${expected} was wanted`, output)
    }
    return printed.stdout
  } finally {
    either.removeEventListener('abort', end)
    clearTimeout(lastWord)
  }
}

/** Asks a group to end, and makes it if it has not ten seconds later, unless the timer is cleared. */
function endGroup({ pid }) {
  // What could not be started has no group.
  if (pid === undefined) return undefined
  const send = (signal) => {
    try {
      process.kill(-pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
  send('SIGTERM')
  return setTimeout(send, 10_000, 'SIGKILL')
}
