import { ms, plural, whole } from '@m4sh/tools-core/reporting'
import {
  type Chart,
  drawnLogarithmic,
  type Figure,
  figure,
  type Section,
  section,
  summaryTable,
} from '@m4sh/tools-core/reporting/html'
import type { PushResult } from '../../result.ts'

const spans = [
  {
    key: 'latency',
    name: 'Latency',
    note: 'from the commit, or from when it was due where there is a schedule, until a socket of the user had it',
  },
  { key: 'transit', name: 'Transit', note: 'from handing it to the platform until a socket of the user had it' },
  { key: 'acknowledge', name: 'Answer', note: 'from the request until the platform had answered' },
] as const satisfies readonly { key: keyof PushResult; name: string; note: string }[]

export function pushSection(push: PushResult): Section {
  const known = spans.filter(({ key }) => push[key].count > 0)
  return section({
    id: 'push',
    title: 'Push',
    intro: 'What became of notifications on their way to the sockets of their users.',
    remarks: push.delivered === null ? ['Nobody listened: what arrived is not known (--listen).'] : [],
    figures: pushFigures(push),
    // One alone has nothing to stand beside.
    charts: known.length < 2 ? [] : [timeChart(push, known)],
    tables:
      known.length === 0
        ? []
        : [
            summaryTable(
              'push-summary',
              'Times of the whole run.',
              known.map(({ key, name, note }) => [name, note, push[key]] as const),
            ),
          ],
  })
}

function pushFigures({ delivered, duplicated, failed, listeners, lost, pushed, reason, via }: PushResult): Figure[] {
  const bad = (label: string, count: number | null, note: string): Figure[] =>
    count === null ? [] : [figure(label, whole(count), note, count > 0 ? 'bad' : 'good')]
  return [
    figure('Way', via === 'http' ? 'POST' : 'gateway', reason),
    figure('Pushed', whole(pushed), 'notifications were handed to the platform'),
    ...bad('Failed', failed, 'were refused, or could not be handed over'),
    ...(delivered === null
      ? []
      : [figure('Delivered', whole(delivered), `of them came to ${plural(listeners, 'user')} who listened`)]),
    ...bad('Lost', lost, 'were pushed to somebody who listened, and did not come in time'),
    ...bad('Duplicate', duplicated, 'deliveries came once more'),
  ]
}

function timeChart(push: PushResult, known: readonly (typeof spans)[number][]): Chart {
  const times = (name: 'p50' | 'p95' | 'p99') => known.map(({ key }) => drawnLogarithmic(push[key][name]))
  return {
    id: 'push-times',
    title: 'Times side by side',
    note: 'The median, and what one in twenty and one in a hundred exceed. The axis is logarithmic.',
    spoken: `Medians: ${known.map(({ key, name }) => `${name} ${ms(push[key].p50)}`).join(', ')}; the table below has more.`,
    group: null,
    x: { kind: 'names', values: known.map((_, at) => at) },
    names: known.map(({ name }) => name),
    y: { unit: 'ms', isLogarithmic: true },
    lines: [
      { label: 'p99', color: 3, look: 'diamonds', values: times('p99') },
      { label: 'p95', color: 2, look: 'rings', values: times('p95') },
      { label: 'p50', color: 1, look: 'dots', values: times('p50') },
    ],
  }
}
