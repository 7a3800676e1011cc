import { confirm, UsageError } from '@m4sh/tools-core/cli'
import { escapeTerminal, listed, plural } from '@m4sh/tools-core/reporting'
import type { Context } from './context.ts'
import type { FixPlan } from './fixes/fix-plan.ts'
import { say } from './language/phrases.ts'

/**
 * Says what a repair is going to do, and asks.
 * @param database as the user knows it
 * @throws {UsageError} where nobody agrees
 */
export async function agreeToFix(context: Context, plan: FixPlan, database: string): Promise<void> {
  const { log } = context
  for (const { fix, rows, shape, triggers } of plan.fixes) {
    const table = escapeTerminal(shape.quoted)
    log.info(`${fix.check}: ${plural(rows.length, 'row')} of ${table}: ${fix.done}.`)
    if (triggers.length > 0)
      log.warn(
        `${table} has triggers that will run, and may change other rows, which --undo does not know of: ${escapeTerminal(triggers.join(', '))}.`,
      )
  }
  const lost = plan.fixes.filter(({ fix }) => fix.change.kind === 'delete' && !fix.table.privileges.insert)
  if (lost.length > 0)
    log.warn(
      `This user may remove rows of ${escapeTerminal(listed([...new Set(lost.map(({ shape }) => shape.quoted))]))}, and not bring them back: --undo will need another one.`,
    )
  if (await confirm(context, `Repair ${plural(plan.rows, 'row')} of ${database} at most?`)) return
  throw new UsageError(say('Nothing was changed.'), { hint: 'Agree in advance with --yes.' })
}
