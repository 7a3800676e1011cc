import { delimiter, dirname } from 'node:path'
import type { Block } from '../page/read-page.ts'
import type { Tried } from '../page/tried.ts'
import { type Finished, runShell } from './run-shell.ts'

export interface Crontab {
  readonly schedule: string
  readonly command: string
  readonly env: Readonly<Record<string, string>>
}

/** A crontab of one line that runs something, as cron reads it. */
export function readCrontab(block: Block): Crontab {
  const lines = block.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const settings = lines.flatMap((line) => {
    const setting = /^([A-Z_]+)=(.*)$/.exec(line)
    return setting ? [[setting[1], setting[2]]] : []
  })
  const [job, ...others] = lines.filter((line) => !/^[A-Z_]+=/.test(line))
  const fields = /^((?:\S+ ){4}\S+) (.+)$/.exec(job ?? '')
  if (!fields || others.length > 0) throw new Error(`line ${block.line}: a crontab is one line here`)
  const [, schedule = '', command = ''] = fields
  if (command.includes('%')) throw new Error(`line ${block.line}: cron takes a % for the end of the line`)
  return { schedule, command, env: Object.fromEntries(settings) as Record<string, string> }
}

/**
 * Runs its line as cron does: by `sh`, with the little environment that cron gives.
 * @param folder what stands for the folder that the line names
 * @param machine what npm needs here
 */
export async function runCrontab(
  block: Block,
  { named, folder, machine, tried }: { named: string; folder: string; machine: Record<string, string>; tried: Tried },
): Promise<Finished> {
  const { command, env } = readCrontab(block)
  if (!command.includes(named)) throw new Error(`line ${block.line}: the command does not name ${named}`)
  const path = [dirname(process.execPath), env['PATH'] ?? ''].join(delimiter)
  tried.add(block)
  return await runShell(['/bin/sh', '-c', command.replaceAll(named, folder)], {
    cwd: machine['HOME'] ?? '/',
    env: { ...machine, ...env, PATH: path, SHELL: '/bin/sh' },
  })
}
