import { UsageError } from '@m4sh/tools-core/errors'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import { readThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import type { Config } from './config.ts'

/** Every figure that a result has; the numbers do not matter. */
const figures = {
  users: 0,
  requested: 0,
  inserted: 0,
  byType: { '*': 0 },
  failed: 0,
  resumed: 0,
  cleared: 0,
  batches: 0,
  batchSize: 0,
  connections: 0,
  writingMs: 0,
  rowsPerSecond: 0,
  batchTime: emptySummary,
  push: {
    pushed: 0,
    failed: 0,
    delivered: 0,
    lost: 0,
    duplicated: 0,
    listeners: 0,
    latency: emptySummary,
    transit: emptySummary,
    acknowledge: emptySummary,
  },
  database: { rows: 0 },
  errors: { count: 0, byKind: { '*': 0 } },
  generator: { cpuSeconds: 0, maxRssBytes: 0 },
}

/** What only those know who listen. */
const heard: ReadonlySet<string> = new Set(['delivered', 'lost', 'duplicated', 'listeners', 'latency', 'transit'])

/**
 * Reads thresholds before anything is written.
 * @param from where they were written, for messages
 * @throws {UsageError} for what is none, or names no figure, or one that this run will not have
 */
export function readBlastThresholds(
  expressions: readonly string[],
  from: string,
  { push }: Pick<Config, 'push'>,
): readonly Threshold[] {
  const thresholds = readThresholds(expressions, figures, { times: ['push.transit', 'push.acknowledge'], from })
  for (const threshold of thresholds) checkKnowable(threshold, from, push)
  return thresholds
}

function checkKnowable({ expression, keys }: Threshold, from: string, push: Config['push']): void {
  const [section, figure = ''] = keys
  if (section !== 'push') return
  const missing = push === null ? '--push' : heard.has(figure) && !push.listen ? '--listen' : null
  if (missing === null) return
  const quoted = JSON.stringify(expression)
  const given = from === '--threshold' ? `${from} ${quoted}` : `${quoted} of ${from}`
  throw new UsageError(`${given}: there is no ${section}.${figure} without ${missing}`, {
    hint: `Give ${missing} as well, or leave the threshold out.`,
  })
}
