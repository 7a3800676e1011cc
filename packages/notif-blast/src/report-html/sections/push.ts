import {
  type Chart,
  drawnLogarithmic,
  type Figure,
  figure,
  type Section,
  section,
  summaryTable,
} from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../../language/index.ts'
import type { PushResult } from '../../result.ts'
import { reasonText } from '../../summary-rows.ts'

const spans = ['latency', 'transit', 'acknowledge'] as const satisfies (keyof PushResult)[]

type Span = (typeof spans)[number]

export function pushSection(t: BlastLocalization, push: PushResult): Section {
  const { caption, intro, names, notes, notListened, title } = t.messages.push
  const known = spans.filter((span) => push[span].count > 0)
  return section({
    paths: ['result.push'],
    id: 'push',
    title,
    intro,
    remarks: push.delivered === null ? [notListened] : [],
    figures: pushFigures(t, push),
    // One alone has nothing to stand beside.
    charts: known.length < 2 ? [] : [timeChart(t, push, known)],
    tables:
      known.length === 0
        ? []
        : [
            summaryTable(
              t,
              'push-summary',
              caption,
              known.map((span) => [names[span], notes[span], push[span]] as const),
            ),
          ],
  })
}

function pushFigures(t: BlastLocalization, push: PushResult): Figure[] {
  const { delivered, duplicated, failed, listeners, lost, pushed, reason, via } = push
  const texts = t.messages.push
  const bad = (label: string, count: number | null, note: string): Figure[] =>
    count === null ? [] : [figure(label, t.whole(count), note, count > 0 ? 'bad' : 'good')]
  return [
    figure(texts.way, via === 'http' ? 'POST' : texts.gateway, reasonText(t, reason)),
    figure(texts.pushed, t.whole(pushed), texts.pushedNote),
    ...bad(texts.failed, failed, texts.failedNote),
    ...(delivered === null ? [] : [figure(texts.delivered, t.whole(delivered), texts.deliveredNote(listeners))]),
    ...bad(texts.lost, lost, texts.lostNote),
    ...bad(texts.duplicate, duplicated, texts.duplicateNote),
  ]
}

function timeChart(t: BlastLocalization, push: PushResult, known: readonly Span[]): Chart {
  const { chart, chartNote, chartSpoken, names } = t.messages.push
  const times = (name: 'p50' | 'p95' | 'p99') => known.map((span) => drawnLogarithmic(push[span][name]))
  return {
    id: 'push-times',
    title: chart,
    note: chartNote,
    spoken: chartSpoken(known.map((span) => `${names[span]} ${t.ms(push[span].p50)}`)),
    group: null,
    x: { kind: 'names', values: known.map((_, at) => at) },
    names: known.map((span) => names[span]),
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'p99', color: 3, look: 'diamonds', values: times('p99') },
      { label: 'p95', color: 2, look: 'rings', values: times('p95') },
      { label: 'p50', color: 1, look: 'dots', values: times('p50') },
    ],
  }
}
