import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { StressLocalization } from './language/index.ts'
import type { StressResult } from './result.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. */
export function summaryRows(t: StressLocalization, result: StressResult): Row[] {
  const { clients, messages, throughput, latency, transit, fanOut, snapshot, convergence, errors, generator } = result
  const texts = t.messages.text
  const impaired = impairments(t, messages)
  return [
    [texts.clients, clientsText(t, clients)],
    [texts.samePicture, convergenceText(t, convergence)],
    [texts.messages, texts.arrived(messages.sent, messages.received, messages.expected, trouble(t, messages))],
    ...(impaired.length > 0 ? [[texts.badNetwork, texts.impaired(impaired)] as const] : []),
    [texts.latency, percentiles(t, latency, texts.latencyFromTo)],
    [texts.transit, percentiles(t, transit, texts.transitFromTo)],
    [texts.lastReceiver, lastReceiverText(t, fanOut)],
    [texts.throughput, texts.perSecond(throughput.sentPerSecond, throughput.receivedPerSecond)],
    [
      texts.snapshots,
      texts.snapshotsCame(snapshot.count, snapshot.requested, t.ms(snapshot.delay.p95), snapshot.timedOut),
    ],
    [texts.errors, errorsText(t, errors)],
    [texts.generator, generatorText(t, generator)],
  ]
}

function clientsText(
  t: StressLocalization,
  { connected, requested, reconnects, resync, failed, gone }: StressResult['clients'],
): string {
  const texts = t.messages.text
  return [
    texts.connected(connected, requested),
    ...(reconnects > 0 ? [texts.reconnects(reconnects, t.ms(resync.p95))] : []),
    ...counted(failed, texts.gaveUp),
    ...counted(gone, texts.gone),
  ].join(', ')
}

function convergenceText(
  t: StressLocalization,
  { checked, converged, diverged, unchecked, left, perceived }: StressResult['convergence'],
): string {
  const texts = t.messages.text
  const median = perceived.staleTime.p50 === null ? null : t.ms(perceived.staleTime.p50)
  return [
    checked === 0 ? texts.nobodyCompared : texts.boards(converged, checked),
    ...counted(diverged.length, texts.diverged),
    ...counted(unchecked, texts.notCompared),
    ...counted(left, texts.left),
    ...counted(perceived.clients, (clients) => texts.wrongMeanwhile(clients, median)),
    ...(perceived.clients > 0 ? counted(perceived.wrongAtEnd, texts.wrongAtEnd) : []),
  ].join(', ')
}

function trouble(t: StressLocalization, messages: StressResult['messages']): string[] {
  const texts = t.messages.text
  const names = ['lost', 'duplicated', 'outOfOrder', 'late', 'foreign', 'unsent'] as const
  return names.flatMap((name) => counted(messages[name], texts[name]))
}

function impairments(t: StressLocalization, messages: StressResult['messages']): string[] {
  const texts = t.messages.text
  const names = ['dropped', 'delayed', 'reordered', 'copied'] as const
  return names.flatMap((name) => counted(messages[name], texts[name]))
}

function lastReceiverText(t: StressLocalization, { last, withinBudget, budgetMs }: StressResult['fanOut']): string {
  return t.messages.text.lastReceived(t.ms(last.p50), t.ms(last.p95), t.share(withinBudget), t.ms(budgetMs))
}

function errorsText(t: StressLocalization, { count, byKind }: StressResult['errors']): string {
  const texts = t.messages.text
  if (count === 0) return texts.noErrors
  const kinds = Object.entries(byKind).map(([kind, times]) => `${kind} ${times}`)
  return texts.errorKinds(count, kinds.join(', '))
}

function generatorText(t: StressLocalization, generator: StressResult['generator']): string {
  const { level, sendLag, cpuShare, workers } = generator
  const texts = t.messages.text
  return texts.generatorText(texts.generatorLevels[level], t.ms(sendLag.p99), t.share(cpuShare), workers)
}

/** Nothing of what did not happen. */
function counted(count: number, textOf: (count: number) => string): string[] {
  return count > 0 ? [textOf(count)] : []
}

function percentiles(t: StressLocalization, { p50, p95, p99, max }: Summary, fromTo: string): string {
  return t.messages.text.percentiles(t.ms(p50), t.ms(p95), t.ms(p99), t.ms(max), fromTo)
}
