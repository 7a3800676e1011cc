import { whole } from '@m4sh/tools-core/reporting'
import {
  type Figure,
  figure,
  numbers,
  type Section,
  section,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { LedgerEntry, LedgerKind, StressResult } from '../../result.ts'

const mostEntries = 1000

/** The gravest first. */
const kinds = [
  {
    kind: 'foreign',
    label: 'Foreign',
    count: 'foreign',
    note: 'reached somebody who should not see them: another board, or their own sender',
  },
  { kind: 'lost', label: 'Lost', count: 'lost', note: 'never came, though no impairment of this tool touched them' },
  { kind: 'duplicate', label: 'Duplicate', count: 'duplicated', note: 'came more than once, and were written once' },
  {
    kind: 'out-of-order',
    label: 'Out of order',
    count: 'outOfOrder',
    note: 'came after a later one of the same sender',
  },
  { kind: 'late', label: 'Late', count: 'late', note: 'came only after the socket had been lost and opened again' },
] as const satisfies readonly { kind: LedgerKind; count: keyof StressResult['messages']; label: string; note: string }[]

export function ledgerSection({ ledger, messages }: StressResult): Section {
  return section({
    id: 'ledger',
    title: 'Ledger of deliveries',
    intro:
      'What went wrong with single deliveries, by the server or the network. Each message should reach everybody else in its room once, in the order of its sender.',
    remarks:
      ledger.total > 0
        ? []
        : [messages.expected === 0 ? 'There was no delivery.' : 'Nothing went wrong with any delivery.'],
    figures: kinds.map(({ label, count, note }) => countFigure(label, messages[count], note)),
    tables: ledger.entries.length > 0 ? [ledgerTable(ledger)] : [],
  })
}

function countFigure(label: string, count: number, note: string): Figure {
  return figure(label, whole(count), note, count > 0 ? 'bad' : 'good')
}

function ledgerTable({ total, entries }: StressResult['ledger']): Table {
  const shown = kinds.flatMap(({ kind }) => entries.filter((entry) => entry.kind === kind)).slice(0, mostEntries)
  return table({
    id: 'ledger-table',
    caption: 'Deliveries, by the numbers of clients and by the sender’s own count of what it did.',
    columns: [...['Kind', 'Lesson', 'Receiver', 'Sender'].map(words), numbers('Sequence')],
    rows: shown.map(rowOf),
    rest: restOf(shown.length, entries.length, total),
    kinds: kinds
      .map(({ kind, label }) => ({ kind, label, count: shown.filter((entry) => entry.kind === kind).length }))
      .filter(({ count }) => count > 0),
    searchExample: 'client 3, lesson …',
  })
}

function rowOf({ kind, lesson, receiver, sender, sequence }: LedgerEntry): Table['rows'][number] {
  return {
    kind,
    cells: [
      { text: kinds.find((one) => one.kind === kind)?.label ?? kind },
      { text: lesson },
      { text: `client ${receiver}`, sort: receiver },
      { text: sender === null ? 'none of ours' : `client ${sender}`, sort: sender },
      { text: sequence === null ? 'unknown' : String(sequence), sort: sequence },
    ],
  }
}

function restOf(shown: number, named: number, total: number): string | null {
  const inJson = named > shown ? ` The JSON report names ${whole(named)}.` : ''
  return total > shown
    ? `${whole(shown)} of ${whole(total)} deliveries, the gravest first; the others are only counted.${inJson}`
    : null
}
