import { confirm, type ExitCode, UsageError } from '@m4sh/tools-core/cli'
import type { DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { exitCodeOf, startReport } from '@m4sh/tools-core/reporting'
import { orDeliverFailure } from '@m4sh/tools-core/reporting/deliver-failure'
import { deliverReport } from '@m4sh/tools-core/reporting/deliver-report'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { destinationsOf } from './destinations.ts'
import { plainFields } from './plain-fields.ts'
import { optionsOf } from './options-of.ts'
import { nothingScanned } from './nothing-scanned.ts'
import { undoRepair } from './undo-repair.ts'
import { viewsOf } from './views-of.ts'

/** Takes a repair back, and writes the report of it. */
export async function runUndo(context: Context, config: Config, address: DatabaseAddress): Promise<ExitCode> {
  const { host, secrets, signal, tool, flags: values, log } = context
  const destinations = destinationsOf(context)
  const draft = startReport({
    tool,
    target: { database: address.name },
    options: optionsOf(values),
    secrets,
    plainFields,
    host,
  })
  const views = viewsOf(context)
  const undo = await orDeliverFailure(
    async () =>
      await undoRepair(
        config,
        {
          address,
          agree: async (file) => {
            if (await confirm(context, `Bring back what ${file} holds, in ${address.name}?`)) return
            throw new UsageError('Nothing was changed.', { hint: 'Agree in advance with --yes.' })
          },
          onProgress: ({ done, total }) => log.progress.update(`${done} of ${total} rows brought back`),
        },
        signal,
      ),
    { draft, nothing: nothingScanned, views, destinations, done: 'Brought back', context },
  )
  log.progress.clear()
  const report = draft.finish({
    result: { ...nothingScanned(), undo },
    verdict: undo.tables.some(({ left }) => left.length > 0) ? 'fail' : 'pass',
    interrupted: signal.aborted,
  })
  await deliverReport(report, views, destinations, context)
  return exitCodeOf(report)
}
