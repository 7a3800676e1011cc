import { type Figure, figure, generatorTile, percentileNote } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../language/index.ts'
import type { ChatResult } from '../result.ts'
import { comparisonWords } from './comparison-words.ts'

/** The figures that a reader wants first. */
export function toTiles(t: ChatLocalization, result: ChatResult): Figure[] {
  const { errors, generator, latency, messages } = result
  const texts = t.messages.tiles
  return [
    figure(texts.latency('p50'), t.ms(latency.p50), texts.p50Note),
    figure(texts.latency('p95'), t.ms(latency.p95), percentileNote(t, latency.count, 95, texts.p95Note)),
    figure(
      texts.latency('p99'),
      t.ms(latency.p99),
      percentileNote(t, latency.count, 99, texts.p99Note(t.ms(latency.max))),
    ),
    comparisonTile(t, result),
    figure(
      texts.arrived,
      texts.arrivedOf(messages.received, messages.sent),
      texts.arrivedNote(t.ms(result.totalTimeMs)),
      messages.sent === 0 ? 'quiet' : messages.received < messages.sent ? 'bad' : 'good',
    ),
    figure(texts.lost, t.whole(messages.lost), texts.lostNote, messages.lost > 0 ? 'bad' : 'good'),
    figure(
      texts.errors,
      t.whole(errors.count),
      errors.count === 0 ? texts.noErrors : texts.kinds(Object.keys(errors.byKind).length),
      errors.count > 0 ? 'bad' : 'good',
    ),
    generatorTile(t, generator),
  ]
}

function comparisonTile(t: ChatLocalization, { comparison }: ChatResult): Figure {
  const texts = t.messages.tiles
  if (comparison === null) return figure(texts.baseline, '–', texts.noBaseline)
  const { word, tone } = comparisonWords(t, comparison)
  const messages = comparison.baselines.reduce((sum, run) => sum + run.messages, 0)
  return figure(texts.baseline, word, texts.baselineNote(messages, comparison.baselines.length), tone)
}
