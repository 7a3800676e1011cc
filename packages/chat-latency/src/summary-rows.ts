import { ms, plural, whole } from '@m4sh/tools-core/reporting'
import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { ChatResult } from './result.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. */
export function summaryRows(result: ChatResult): Row[] {
  const { messages, latency, phases, errors, connections, generator, totalTimeMs } = result
  const trouble = [
    ...count(messages.lost, 'lost'),
    ...count(messages.recovered, 'found in the history only'),
    ...count(messages.failed, 'failed'),
    ...count(messages.duplicated, 'doubled'),
    ...count(messages.outOfOrder, 'out of order'),
    ...count(messages.late, 'late'),
  ]
  return [
    [
      'Messages',
      `${whole(messages.received)} of ${whole(messages.sent)} arrived in ${ms(totalTimeMs)}${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
    ],
    [
      'Latency',
      `p50 ${ms(latency.p50)}, p90 ${ms(latency.p90)}, p95 ${ms(latency.p95)}, p99 ${ms(latency.p99)}  (intended → seen)`,
    ],
    ['', `min ${ms(latency.min)}, avg ${ms(latency.mean)}, max ${ms(latency.max)}, stdev ${ms(latency.stdev)}`],
    ['Queue', phase(phases.clientQueue, 'intended → sent')],
    ['Acknowledged', phase(phases.acknowledge, 'sent → answered')],
    ['Delivered', phase(phases.deliver, 'sent → at the receiver')],
    ['Echo', phase(phases.echo, "sent → at the author's own socket")],
    [
      'Errors',
      errors.count === 0
        ? 'none'
        : `${errors.count}: ${Object.entries(errors.byKind)
            .map(([kind, times]) => `${kind} ${times}`)
            .join(', ')}`,
    ],
    ...(connections.brokenOff > 0 ? [['Broken off', plural(connections.brokenOff, 'conversation')] as const] : []),
    ...(connections.reconnects > 0 ? [['Reconnects', String(connections.reconnects)] as const] : []),
    [
      'Generator',
      `${levels[generator.level]}: sends p99 ${ms(generator.sendLag.p99)} late, floor ${ms(generator.floor.p50)}`,
    ],
  ]
}

const levels = { ok: 'had time to spare', warn: 'was near its limits', invalid: 'was too slow' } as const

function phase({ p50, p95, count: samples }: Summary, what: string): string {
  return samples === 0 ? `not known  (${what})` : `p50 ${ms(p50)}, p95 ${ms(p95)}  (${what})`
}

function count(number: number, label: string): string[] {
  return number > 0 ? [`${whole(number)} ${label}`] : []
}
