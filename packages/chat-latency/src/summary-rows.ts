import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { ChatLocalization } from './language/index.ts'
import type { ChatResult } from './result.ts'

type Row = readonly [label: string, value: string]

/** The figures that a reader wants first. */
export function summaryRows(t: ChatLocalization, result: ChatResult): Row[] {
  const texts = t.messages.text
  const { messages, latency, phases, errors, connections, generator, totalTimeMs } = result
  const trouble = [
    ...counted(messages.lost, texts.lost),
    ...counted(messages.recovered, texts.recovered),
    ...counted(messages.failed, texts.failed),
    ...counted(messages.duplicated, texts.duplicated),
    ...counted(messages.outOfOrder, texts.outOfOrder),
    ...counted(messages.late, texts.late),
  ]
  const { max, mean, min, p50, p90, p95, p99, stdev } = latency
  const { level, sendLag, floor } = generator
  return [
    [texts.messages, texts.arrived(messages.received, messages.sent, t.ms(totalTimeMs), trouble)],
    [
      texts.latency,
      `p50 ${t.ms(p50)}, p90 ${t.ms(p90)}, p95 ${t.ms(p95)}, p99 ${t.ms(p99)}  (${texts.intendedToSeen})`,
    ],
    ['', texts.spread(t.ms(min), t.ms(mean), t.ms(max), t.ms(stdev))],
    [texts.queue, phaseText(t, phases.clientQueue, texts.queueFromTo)],
    [texts.acknowledged, phaseText(t, phases.acknowledge, texts.acknowledgedFromTo)],
    [texts.delivered, phaseText(t, phases.deliver, texts.deliveredFromTo)],
    [texts.echo, phaseText(t, phases.echo, texts.echoFromTo)],
    [texts.errors, errors.count === 0 ? texts.noErrors : errorsText(errors)],
    ...(connections.brokenOff > 0 ? [[texts.brokenOff, texts.conversations(connections.brokenOff)] as const] : []),
    ...(connections.reconnects > 0 ? [[texts.reconnects, String(connections.reconnects)] as const] : []),
    [texts.generator, texts.generatorText(texts.generatorLevels[level], t.ms(sendLag.p99), t.ms(floor.p50))],
  ]
}

function phaseText(t: ChatLocalization, { p50, p95, count }: Summary, what: string): string {
  return count === 0 ? `${t.messages.text.notKnown}  (${what})` : `p50 ${t.ms(p50)}, p95 ${t.ms(p95)}  (${what})`
}

function errorsText({ byKind, count }: ChatResult['errors']): string {
  const kinds = Object.entries(byKind).map(([kind, times]) => `${kind} ${times}`)
  return `${count}: ${kinds.join(', ')}`
}

function counted(count: number, textOf: (count: number) => string): string[] {
  return count > 0 ? [textOf(count)] : []
}
