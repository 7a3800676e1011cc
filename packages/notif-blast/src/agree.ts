import { confirm, UsageError } from '@m4sh/tools-core/cli'
import { type DatabaseAddress, isLoopbackHost } from '@m4sh/tools-core/connections/postgres'
import { connectionAddress } from '@m4sh/tools-core/connections/websocket'
import { plural } from '@m4sh/tools-core/reporting'
import type { BlastPlan } from './blast-run.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'

/** Says what is going to happen, and asks where that is not for this tool to decide. */
export async function agree(
  context: Context,
  config: Config,
  address: DatabaseAddress,
  plan: BlastPlan,
): Promise<void> {
  const { log } = context
  const lines = planLines(config, address, plan)
  for (const line of lines) log.info(line)
  log.detail(`Columns of ${plan.table}: ${plan.columns.join(', ')}.`)
  if (config.isDryRun) return
  const { platform, push } = config
  const foreign = push === null ? undefined : [platform.apiUrl, platform.url].find((url) => !isLoopbackUrl(url))
  const [question = ''] = [
    ...(plan.removes > 0
      ? [`Remove ${plural(plan.removes, 'notification')} from ${plan.table} of ${address.name}?`]
      : []),
    ...(address.isLoopback ? [] : [`${lines[0] ?? ''} Go on?`]),
    ...(foreign === undefined ? [] : [`Push ${plural(plan.rows, 'notification')} by ${connectionAddress(foreign)}?`]),
  ]
  if (question === '' || (await confirm(context, question))) return
  throw new UsageError('Nothing was changed.', { hint: 'Agree in advance with --yes.' })
}

/** By its looks. */
function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname.replaceAll(/^\[|\]$/g, ''))
}

export function planLines(
  { isDryRun, task, clears, push }: Config,
  { name }: Pick<DatabaseAddress, 'name'>,
  { users, rows, present, removes, table }: BlastPlan,
): readonly string[] {
  const would = isDryRun ? 'Would ' : ''
  const word = (verb: string): string => (isDryRun ? verb.toLowerCase() : `${verb}s`)
  const lines: string[] = []
  if (task.kind === 'undo' || clears)
    lines.push(`${would}${word('Remove')} ${plural(removes, 'notification')} from ${table} of ${name}.`)
  if (task.kind !== 'undo' && (rows > 0 || !clears)) {
    const already = present > 0 ? `, ${plural(present, 'row')} of which are there` : ''
    lines.push(
      `${would}${word('Write')} ${plural(rows, 'notification')} for ${plural(users, 'user')} into ${table} of ${name}${already}.`,
    )
  }
  if (push && isDryRun && rows > 0)
    lines.push(push.via === 'auto' ? 'Would push them, by what the platform has.' : `Would push them by ${push.via}.`)
  return lines
}
