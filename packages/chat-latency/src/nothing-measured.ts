import { GeneratorWatch } from '@m4sh/tools-core/load'
import { ChatCounts } from './conversation/chat-run.ts'
import type { ChatResult } from './result.ts'
import { toResult } from './to-result.ts'

/** The result of a run that has sent no message. */
export function nothingMeasured(): ChatResult {
  const watch = new GeneratorWatch()
  watch.start()
  return toResult([], {
    counts: new ChatCounts(),
    generator: watch.stop(),
    floor: { p50: null, p99: null },
    origin: 0,
    schedule: { until: 0, offered: 0 },
    brokenOff: 0,
  })
}
