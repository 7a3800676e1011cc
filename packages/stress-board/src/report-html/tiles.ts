import { type Figure, figure, generatorTile, percentileNote, type Tone } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../language/index.ts'
import type { StressResult } from '../result.ts'

/** The figures that a reader wants first. */
export function toTiles(t: StressLocalization, result: StressResult): Figure[] {
  const { clients, convergence, errors, fanOut, generator, latency, messages, throughput } = result
  const texts = t.messages.headline.tiles
  return [
    samePicture(t, convergence),
    figure(texts.latency('p50'), t.ms(latency.p50), texts.p50Note),
    figure(texts.latency('p95'), t.ms(latency.p95), percentileNote(t, latency.count, 95, texts.p95Note)),
    figure(
      texts.latency('p99'),
      t.ms(latency.p99),
      percentileNote(t, latency.count, 99, texts.p99Note(t.ms(latency.max))),
    ),
    figure(texts.inTime, t.share(fanOut.withinBudget), texts.inTimeNote(t.ms(fanOut.budgetMs))),
    figure(
      texts.delivered,
      t.share(messages.delivered),
      texts.deliveredNote(messages.received, messages.expected),
      messages.delivered === null ? 'quiet' : messages.lost > 0 ? 'bad' : 'good',
    ),
    figure(
      texts.received,
      t.perSecond(throughput.receivedPerSecond),
      texts.receivedNote(t.bytesPerSecond(throughput.bytesReceivedPerSecond), t.perSecond(throughput.sentPerSecond)),
    ),
    figure(
      texts.clients,
      texts.outOf(clients.connected, clients.requested),
      texts.clientsNote(clients.reconnects, clients.failed, clients.gone),
      clients.connected < clients.requested || clients.gone > 0 ? 'bad' : 'good',
    ),
    figure(
      texts.errors,
      t.whole(errors.count),
      errors.count === 0 ? texts.noErrors : texts.errorKinds(Object.keys(errors.byKind).length),
      errors.count > 0 ? 'bad' : 'good',
    ),
    generatorTile(t, generator),
  ]
}

function samePicture(t: StressLocalization, { checked, converged, unchecked }: StressResult['convergence']): Figure {
  const texts = t.messages.headline.tiles
  const tone: Tone = checked === 0 ? 'warn' : converged < checked ? 'bad' : 'good'
  const value = checked === 0 ? t.core.unknown : texts.outOf(converged, checked)
  return figure(texts.samePicture, value, texts.samePictureNote(unchecked), tone)
}
