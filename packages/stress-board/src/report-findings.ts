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
    id: 'unchecked-board',
    title: 'Boards could not be compared',
    description:
      'Clients that should have stayed to the end were gone by then, or got no board from the server: whether they had the same picture is not known.',
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

const ruleOf: ReadonlyMap<string, string> = new Map([
  ['foreign', 'foreign-delivery'],
  ['lost', 'lost-message'],
  ['duplicate', 'duplicate-message'],
  ['out-of-order', 'out-of-order-message'],
])

/**
 * Findings as machines want them. What fails the run by itself is a picture that is wrong or not known, and a message that
 * went astray.
 */
export function toFindings({ convergence, ledger }: StressResult): ReportFinding[] {
  return [
    ...convergence.diverged.map(toDivergence),
    ...unchecked(convergence.unchecked),
    ...ledger.entries.flatMap(toDelivery),
  ]
}

function unchecked(clients: number): ReportFinding[] {
  if (clients === 0) return []
  const message = `${clients === 1 ? 'The board of one client' : `The boards of ${clients} clients`} could not be compared.`
  const common = { severity: 'error', location: null, known: false, fails: true } as const
  return [{ ruleId: 'unchecked-board', message, fingerprint: 'unchecked', ...common }]
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
  const ruleId = ruleOf.get(kind)
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
