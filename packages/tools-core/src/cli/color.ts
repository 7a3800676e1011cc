import type { Host, OutputStream } from '../host/host.ts'

/** Whether a stream may be coloured: `--color`/`--no-color`, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function mayColor(stream: OutputStream, env: Host['env'], flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return !/^(0|false)$/.test(env['FORCE_COLOR'])
  return stream.isTTY && env['TERM'] !== 'dumb'
}
