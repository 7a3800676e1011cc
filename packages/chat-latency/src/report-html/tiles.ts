import { ms, plural, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, generatorTile } from '@m4sh/tools-core/reporting/html'
import type { ChatResult } from '../result.ts'
import { comparisonWords } from './comparison-words.ts'

/** The figures that a reader wants first. */
export function toTiles(result: ChatResult): Figure[] {
  const { errors, generator, latency, messages } = result
  return [
    figure('Latency p50', ms(latency.p50), 'half of the messages were seen sooner after their sending was due'),
    figure('Latency p95', ms(latency.p95), 'one in twenty took longer'),
    figure('Latency p99', ms(latency.p99), `one in a hundred took longer; the slowest took ${ms(latency.max)}`),
    comparisonTile(result),
    figure(
      'Arrived',
      `${whole(messages.received)} of ${whole(messages.sent)}`,
      `messages that were sent, in ${ms(result.totalTimeMs)}`,
      messages.sent === 0 ? 'quiet' : messages.received < messages.sent ? 'bad' : 'good',
    ),
    figure(
      'Lost',
      whole(messages.lost),
      'did not arrive within the timeout, though they were sent',
      messages.lost > 0 ? 'bad' : 'good',
    ),
    figure(
      'Errors',
      whole(errors.count),
      errors.count === 0 ? 'no socket or request failed' : `of ${plural(Object.keys(errors.byKind).length, 'kind')}`,
      errors.count > 0 ? 'bad' : 'good',
    ),
    generatorTile(generator),
  ]
}

function comparisonTile({ comparison }: ChatResult): Figure {
  if (comparison === null)
    return figure('Against the baseline', '–', 'no earlier run was given to compare with (--baseline)')
  const { word, tone } = comparisonWords(comparison)
  const messages = comparison.baselines.reduce((sum, run) => sum + run.messages, 0)
  const runs = comparison.baselines.length > 1 ? ` in ${comparison.baselines.length} runs` : ''
  return figure('Against the baseline', word, `of ${plural(messages, 'message')}${runs}`, tone)
}
