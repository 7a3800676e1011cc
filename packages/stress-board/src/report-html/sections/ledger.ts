import { wordOf } from '@m4sh/tools-core/language'
import {
  facetedTable,
  facetOf,
  type Figure,
  figure,
  numbers,
  type Section,
  section,
  type Table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { StressLocalization, StressMessages } from '../../language/index.ts'
import type { LedgerEntry, LedgerKind, StressResult } from '../../result.ts'

const mostEntries = 1000

/** The gravest first. */
const kinds = [
  { kind: 'foreign', count: 'foreign' },
  { kind: 'lost', count: 'lost' },
  { kind: 'duplicate', count: 'duplicated' },
  { kind: 'out-of-order', count: 'outOfOrder' },
  { kind: 'late', count: 'late' },
] as const satisfies readonly { kind: LedgerKind; count: keyof StressResult['messages'] }[]

export function ledgerSection(t: StressLocalization, { ledger, messages }: StressResult): Section {
  const texts = t.messages.sections.ledger
  return section({
    paths: ['result.ledger'],
    id: 'ledger',
    title: texts.title,
    intro: texts.intro,
    remarks: ledger.total > 0 ? [] : [messages.expected === 0 ? texts.noDelivery : texts.allRight],
    figures: kinds.map(({ kind, count }) => countFigure(t, kind, messages[count])),
    tables: ledger.entries.length > 0 ? [ledgerTable(t, ledger)] : [],
  })
}

function countFigure(t: StressLocalization, kind: LedgerKind, count: number): Figure {
  const { label, note } = t.messages.sections.ledger.kinds[kind]
  return figure(label, t.whole(count), note, count > 0 ? 'bad' : 'good')
}

function ledgerTable(t: StressLocalization, { total, entries }: StressResult['ledger']): Table {
  const texts = t.messages.sections.ledger
  const shown = kinds.flatMap(({ kind }) => entries.filter((entry) => entry.kind === kind)).slice(0, mostEntries)
  const parts = {
    id: 'ledger-table',
    caption: texts.caption,
    columns: [...[texts.kind, texts.lesson, texts.receiver, texts.sender].map(words), numbers(texts.sequence)],
    rows: shown.map((entry) => rowOf(t, entry)),
    rest: restOf(t, shown.length, entries.length, total),
  }
  const labels = labelsOf(texts.kinds)
  const ofKind = shown.map(({ kind }) => kind)
  return facetedTable(parts, [facetOf('kind', texts.kind, ofKind, (kind) => wordOf(labels, kind))], texts.searchExample)
}

function labelsOf(texts: StressMessages['sections']['ledger']['kinds']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([kind, { label }]) => [kind, label]))
}

function rowOf(
  t: StressLocalization,
  { kind, lesson, receiver, sender, sequence }: LedgerEntry,
): Table['rows'][number] {
  const texts = t.messages.sections.ledger
  return {
    facets: { kind },
    cells: [
      { text: texts.kinds[kind].label },
      { text: lesson },
      { text: texts.client(receiver), sort: receiver },
      { text: sender === null ? texts.noClient : texts.client(sender), sort: sender },
      { text: sequence === null ? t.core.unknown : String(sequence), sort: sequence },
    ],
  }
}

function restOf(t: StressLocalization, shown: number, named: number, total: number): string | null {
  if (total <= shown) return null
  const texts = t.messages.sections.ledger
  return [texts.rest(shown, total), ...(named > shown ? [texts.inJson(named)] : [])].join(' ')
}
