import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** The bin as it ships: what the build made of it. */
export const bin = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface BinOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** How many files and sockets it may have open. */
  readonly openFiles?: number
}

/** Starts it in a process of its own. */
export function startBin(argv: readonly string[], { cwd, env, openFiles }: BinOptions): ChildProcessWithoutNullStreams {
  if (!existsSync(bin)) throw new Error(`${bin} is not there: build first (npx -y pnpm@12 run build)`)
  const own = { cwd, env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env } }
  const all = [process.execPath, bin, ...argv]
  return openFiles === undefined
    ? spawn(process.execPath, all.slice(1), own)
    : spawn('/bin/sh', ['-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...all], own)
}

/** Waits for its end. */
export async function ended(child: ChildProcessWithoutNullStreams) {
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { exitCode: child.exitCode, stdout, stderr }
}
