import { bytes, ms, perSecond, plural, share, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, generatorTile, type Tone } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../result.ts'

/** The figures that a reader wants first. */
export function toTiles(result: StressResult): Figure[] {
  const { clients, convergence, errors, fanOut, generator, latency, messages, throughput } = result
  return [
    samePicture(convergence),
    figure('Latency p50', ms(latency.p50), 'half of the deliveries were seen sooner after their sending was due'),
    figure('Latency p95', ms(latency.p95), 'one in twenty took longer; the impairments of this tool are part of it'),
    figure('Latency p99', ms(latency.p99), `one in a hundred took longer; the slowest took ${ms(latency.max)}`),
    figure(
      'In time',
      share(fanOut.withinBudget),
      `of the deliveries were seen within ${ms(fanOut.budgetMs)}, the budget`,
    ),
    figure(
      'Delivered',
      share(messages.delivered),
      `${whole(messages.received)} of ${plural(messages.expected, 'delivery', 'deliveries')} that had to come`,
      messages.delivered === null ? 'quiet' : messages.lost > 0 ? 'bad' : 'good',
    ),
    figure(
      'Received',
      perSecond(throughput.receivedPerSecond),
      `messages by all clients, ${bytes(throughput.bytesReceivedPerSecond)}/s; ${perSecond(throughput.sentPerSecond)} were sent`,
    ),
    figure(
      'Clients',
      `${whole(clients.connected)} of ${whole(clients.requested)}`,
      `were connected; ${plural(clients.reconnects, 'reconnect')}, ${whole(clients.failed)} gave up`,
      clients.connected < clients.requested ? 'bad' : 'good',
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

function samePicture({ checked, converged, unchecked }: StressResult['convergence']): Figure {
  const tone: Tone = checked === 0 ? 'warn' : converged < checked ? 'bad' : 'good'
  const value = checked === 0 ? 'unknown' : `${whole(converged)} of ${whole(checked)}`
  const rest = unchecked > 0 ? `; ${whole(unchecked)} could not be compared` : ''
  return figure('Same picture', value, `boards equal to the server’s at the end${rest}`, tone)
}
