import {
  bounded,
  countCell,
  type Figure,
  figure,
  numbers,
  type Section,
  section,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import { wordOf } from '@m4sh/tools-core/language'
import type { StressLocalization } from '../../language/index.ts'
import type { DivergedClient, StressResult } from '../../result.ts'

const mostClients = 200

export function convergenceSection(t: StressLocalization, { convergence }: StressResult): Section {
  const { diverged, perceived } = convergence
  const texts = t.messages.sections.convergence
  return section({
    paths: ['result.convergence'],
    id: 'convergence',
    title: texts.title,
    intro: texts.intro,
    remarks: diverged.length === 0 && convergence.checked > 0 ? [texts.allEqual] : [],
    figures: figuresOf(t, convergence),
    tables: [
      ...(diverged.length > 0 ? [divergedTable(t, diverged)] : []),
      ...(perceived.staleTime.count > 0
        ? [
            summaryTable(t, 'stale-summary', texts.staleCaption, [
              [texts.staleTime, texts.staleTimeNote, perceived.staleTime],
            ]),
          ]
        : []),
    ],
  })
}

function figuresOf(
  t: StressLocalization,
  { checked, converged, unchecked, diverged, perceived }: StressResult['convergence'],
): Figure[] {
  const texts = t.messages.sections.convergence
  const { compared, equal, notCompared, wrongAtEnd } = texts
  const median = perceived.clients > 0 ? t.ms(perceived.staleTime.p50) : null
  return [
    figure(compared.label, t.whole(checked), compared.note, checked === 0 ? 'warn' : 'quiet'),
    figure(equal.label, t.whole(converged), equal.note, checked === 0 ? 'quiet' : converged < checked ? 'bad' : 'good'),
    figure(texts.diverged.label, t.whole(diverged.length), texts.diverged.note, diverged.length > 0 ? 'bad' : 'good'),
    figure(notCompared.label, t.whole(unchecked), notCompared.note, unchecked > 0 ? 'warn' : 'quiet'),
    figure(texts.wrongMeanwhile, t.whole(perceived.clients), texts.wrongMeanwhileNote(median)),
    figure(wrongAtEnd.label, t.whole(perceived.wrongAtEnd), wrongAtEnd.note),
  ]
}

function divergedTable(t: StressLocalization, diverged: readonly DivergedClient[]): Table {
  const texts = t.messages.sections.convergence
  const { shown, rest } = bounded(t, diverged, mostClients, texts.clients)
  return table({
    id: 'diverged-table',
    caption: texts.caption,
    columns: [
      words(texts.client),
      words(texts.lesson),
      numbers(texts.missing),
      numbers(texts.extra),
      words(texts.cause),
      words(texts.strokes),
    ],
    rows: shown.map(({ client, lesson, missing, extra, cause, strokes }) => ({
      cells: [
        { text: String(client), sort: client },
        { text: lesson },
        countCell(t, missing),
        countCell(t, extra),
        { text: wordOf(texts.causes, cause), sort: cause },
        {
          text: texts.strokesText(strokes.length, missing + extra),
          sort: missing + extra,
          list: strokes.map((stroke) => strokeText(t, stroke)),
        },
      ],
    })),
    rest,
  })
}

/** `a1-9-4: extra (race)` */
function strokeText(t: StressLocalization, { id, is, cause }: DivergedClient['strokes'][number]): string {
  const { causeWords, strokeWords } = t.messages.sections.convergence
  return `${id}: ${wordOf(strokeWords, is)} (${wordOf(causeWords, cause)})`
}
