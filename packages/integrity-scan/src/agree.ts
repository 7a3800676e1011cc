import { confirm, UsageError } from '@m4sh/tools-core/cli'
import { plural } from '@m4sh/tools-core/reporting'
import type { Context } from './context.ts'
import type { FixPlan } from './fixes/fix-plan.ts'

/**
 * Says what a repair is going to do, and asks.
 * @param database as the user knows it
 * @throws {UsageError} where nobody agrees
 */
export async function agreeToFix(context: Context, plan: FixPlan, database: string): Promise<void> {
  const { log } = context
  for (const { fix, rows, shape, triggers } of plan.fixes) {
    log.info(`${fix.check}: ${plural(rows.length, 'row')} of ${shape.quoted}: ${fix.done}.`)
    if (triggers.length > 0)
      log.warn(
        `${shape.quoted} has triggers that will run, and may change other rows, which --undo does not know of: ${triggers.join(', ')}.`,
      )
  }
  if (await confirm(context, `Repair ${plural(plan.rows, 'row')} of ${database}?`)) return
  throw new UsageError('Nothing was changed.', { hint: 'Agree in advance with --yes.' })
}
