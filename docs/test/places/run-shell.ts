import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Finished {
  readonly code: number
  /** stdout and stderr, one after the other. */
  readonly output: string
}

export interface ShellOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Standard input; nothing if left out. */
  readonly input?: string
}

/** No step of a page takes that long, however busy the machine is. */
const deadlineMs = 150_000

/**
 * Runs a program to its end.
 * @throws if it takes too long, after it and all that it has started are gone
 */
export async function runShell(command: readonly [string, ...string[]], options: ShellOptions): Promise<Finished> {
  const [program, ...args] = command
  // A process group of its own, so that nothing of it outlives the deadline.
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, detached: true })
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, deadlineMs)
  try {
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const output = `${stdout}${stderr}`
    if (isLate) throw new Error(`${command.join(' ')} took more than ${deadlineMs / 1000} s:\n${output}`)
    return { code: child.exitCode ?? NaN, output }
  } finally {
    clearTimeout(timer)
  }
}
