import type { ReportFinding, RuleInfo } from '@m4sh/tools-core/reporting'
import type { DivergedClient, LedgerEntry, StressResult } from './result.ts'

const docs = 'https://github.com/mashmanuc/m4sh-tools/tree/main/packages/stress-board#findings'

export const rules: readonly RuleInfo[] = [
  {
    id: 'diverged-board',
    title: 'A client ended with another picture than the server',
    description:
      "After everything that crossed the wire, a client's board is not the server's: the server lost, invented or misplaced a stroke, or two actions raced.",
    severity: 'error',
    helpUrl: docs,
  },
  {
    id: 'foreign-delivery',
    title: 'A message reached somebody who should not see it',
    description: 'A client received a stroke of a board that it never asked for, or its own stroke.',
    severity: 'error',
    helpUrl: docs,
  },
  {
    id: 'lost-message',
    title: 'A message never arrived',
    description: 'The server or the network lost it: no impairment of this tool touched it.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'duplicate-message',
    title: 'A message arrived twice',
    description: 'It was written once and came more than once.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'out-of-order-message',
    title: 'A message was overtaken by a later one of its sender',
    description: 'Frames of one sender arrived in another order than they were written in.',
    severity: 'warning',
    helpUrl: docs,
  },
]

const ruleOf: Readonly<Partial<Record<LedgerEntry['kind'], string>>> = {
  foreign: 'foreign-delivery',
  lost: 'lost-message',
  duplicate: 'duplicate-message',
  'out-of-order': 'out-of-order-message',
}

/** Findings as machines want them. What fails the run by itself is a wrong picture and a message that went astray. */
export function toFindings({ convergence, ledger }: StressResult): ReportFinding[] {
  return [...convergence.diverged.map(toDivergence), ...ledger.entries.flatMap(toDelivery)]
}

function toDivergence({ client, lesson, missing, extra, cause }: DivergedClient): ReportFinding {
  return {
    ruleId: 'diverged-board',
    severity: 'error',
    message: `Client ${client} of lesson ${lesson} ended with ${missing} strokes missing and ${extra} too many (${cause}).`,
    location: null,
    row: { table: `lesson ${lesson}`, key: `client ${client}` },
    fingerprint: `diverged ${lesson} ${client}`,
    known: false,
    fails: true,
  }
}

function toDelivery({ kind, lesson, receiver, sender, sequence }: LedgerEntry): ReportFinding[] {
  const ruleId = ruleOf[kind]
  if (ruleId === undefined) return []
  const what = `Message ${sequence ?? '?'} of ${sender === null ? 'somebody else' : `client ${sender}`}`
  return [
    {
      ruleId,
      severity: kind === 'foreign' ? 'error' : 'warning',
      message: `${what} at client ${receiver} of lesson ${lesson}: ${kind}.`,
      location: null,
      row: { table: `lesson ${lesson}`, key: `client ${receiver}` },
      fingerprint: `${kind} ${lesson} ${receiver} ${sender} ${sequence}`,
      known: false,
      fails: kind === 'foreign',
    },
  ]
}
