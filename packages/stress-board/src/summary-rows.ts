import { ms, share, whole } from '@m4sh/tools-core/reporting'
import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { StressResult } from './result.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. */
export function summaryRows(result: StressResult): Row[] {
  const { clients, messages, throughput, latency, transit, fanOut, snapshot, convergence, errors, generator } = result
  const trouble = [
    ...count(messages.lost, 'lost'),
    ...count(messages.duplicated, 'duplicated'),
    ...count(messages.outOfOrder, 'out of order'),
    ...count(messages.late, 'late'),
    ...count(messages.foreign, 'to somebody who should not see it'),
    ...count(messages.unsent, 'never sent, for there was no socket'),
  ]
  const impaired = [
    ...count(messages.dropped, 'dropped'),
    ...count(messages.delayed, 'delayed'),
    ...count(messages.reordered, 'reordered'),
    ...count(messages.copied, 'doubled'),
  ]
  return [
    ['Clients', `${clients.connected} of ${clients.requested} connected${reconnects(clients)}`],
    ['Same picture', convergenceText(convergence)],
    [
      'Messages',
      `${whole(messages.sent)} sent, ${whole(messages.received)} of ${whole(messages.expected)} deliveries arrived${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
    ],
    ...(impaired.length > 0 ? [['Bad network', `${impaired.join(', ')}, by this tool`] as const] : []),
    ['Latency', `${summaryText(latency)}  (intended → seen)`],
    ['Transit', `${summaryText(transit)}  (written → received)`],
    [
      'Last receiver',
      `p50 ${ms(fanOut.last.p50)}, p95 ${ms(fanOut.last.p95)}; ${share(fanOut.withinBudget)} of deliveries within ${ms(fanOut.budgetMs)}`,
    ],
    ['Throughput', `${whole(throughput.sentPerSecond)}/s sent, ${whole(throughput.receivedPerSecond)}/s received`],
    [
      'Snapshots',
      `${snapshot.count} of ${snapshot.requested} came, p95 ${ms(snapshot.delay.p95)}${snapshot.timedOut > 0 ? `, ${snapshot.timedOut} timed out` : ''}`,
    ],
    [
      'Errors',
      errors.count === 0
        ? 'none'
        : `${errors.count}: ${Object.entries(errors.byKind)
            .map(([kind, times]) => `${kind} ${times}`)
            .join(', ')}`,
    ],
    [
      'Generator',
      `${generator.level === 'ok' ? 'had time to spare' : generator.level === 'warn' ? 'was near its limits' : 'was too slow'}: sends p99 ${ms(generator.sendLag.p99)} late, CPU ${share(generator.cpuShare)}${generator.workers > 1 ? ` of ${generator.workers} threads` : ''}`,
    ],
  ]
}

function reconnects({ reconnects: times, resync, failed }: StressResult['clients']): string {
  const back = times > 0 ? `, ${times} reconnects, back in sync after p95 ${ms(resync.p95)}` : ''
  return `${back}${failed > 0 ? `, ${failed} gave up` : ''}`
}

function convergenceText({
  checked,
  converged,
  diverged,
  unchecked,
  left,
  perceived,
}: StressResult['convergence']): string {
  const known = checked === 0 ? 'nobody could be compared' : `${converged} of ${checked} boards`
  return [
    known,
    ...(diverged.length > 0 ? [`${diverged.length} diverged`] : []),
    ...(unchecked > 0 ? [`${unchecked} not compared`] : []),
    ...(left > 0 ? [`${left} had left`] : []),
    ...(perceived.clients > 0
      ? [
          `${perceived.clients} saw a wrong board meanwhile${staleText(perceived.staleTime)}`,
          ...(perceived.wrongAtEnd > 0 ? [`${perceived.wrongAtEnd} to the end`] : []),
        ]
      : []),
  ].join(', ')
}

function staleText({ p50 }: Summary): string {
  return p50 === null ? '' : `, for ${ms(p50)} at the median`
}

function count(number: number, label: string): string[] {
  return number > 0 ? [`${whole(number)} ${label}`] : []
}

function summaryText({ p50, p95, p99, max }: Summary): string {
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)}`
}
