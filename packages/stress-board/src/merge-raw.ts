import { combineGenerators } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { histogramNames, type RawHistogramName, type RawResult } from './engine/raw-result.ts'
import { mostEntries, type SecondSample } from './engine/recorder.ts'
import type { LedgerEntry, LedgerKind } from './result.ts'

/** One result of several threads or machines, as if one had done it all: counts add up, histograms merge without loss. */
export function mergeRaw(results: readonly [RawResult, ...RawResult[]]): RawResult {
  const sum = (pick: (raw: RawResult) => number) => results.reduce((total, raw) => total + pick(raw), 0)
  return {
    counts: addCounts(results.map(({ counts }) => counts)),
    errors: addMaps(results.map(({ errors }) => errors)),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name is there
    histograms: Object.fromEntries(
      histogramNames.map((name) => [name, mergeHistograms(results.map(({ histograms }) => histograms[name]))]),
    ) as Record<RawHistogramName, RawResult['histograms']['latency']>,
    ledger: {
      total: sum(({ ledger }) => ledger.total),
      entries: firstOfEachKind(results.flatMap(({ ledger }) => ledger.entries)),
    },
    convergence: {
      checked: sum(({ convergence }) => convergence.checked),
      unchecked: sum(({ convergence }) => convergence.unchecked),
      left: sum(({ convergence }) => convergence.left),
      gone: sum(({ convergence }) => convergence.gone),
      diverged: results.flatMap(({ convergence }) => convergence.diverged),
      perceivedClients: sum(({ convergence }) => convergence.perceivedClients),
      wrongAtEnd: sum(({ convergence }) => convergence.wrongAtEnd),
    },
    rooms: results.flatMap(({ rooms }) => rooms).sort((a, b) => compareLessons(a.lesson, b.lesson)),
    seconds: mergeSeconds(results.map(({ seconds }) => seconds)),
    generator: combineGenerators(results.map(({ generator }) => generator)),
    clients: sum(({ clients }) => clients),
    activeMs: Math.max(...results.map(({ activeMs }) => activeMs)),
    ends: Object.fromEntries(results.flatMap(({ ends }) => Object.entries(ends))),
    interrupted: results.some(({ interrupted }) => interrupted),
  }
}

function addCounts(list: readonly RawResult['counts'][]): RawResult['counts'] {
  return list.reduce((sums, counts) => {
    const pairs = Object.entries(counts).map(([key, count]) => [
      key,
      count + (new Map(Object.entries(sums)).get(key) ?? 0),
    ])
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys
    return Object.fromEntries(pairs) as RawResult['counts']
  })
}

function firstOfEachKind(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const named = new Map<LedgerKind, number>()
  return entries.filter(({ kind }) => {
    const count = (named.get(kind) ?? 0) + 1
    named.set(kind, count)
    return count <= mostEntries
  })
}

function mergeHistograms(list: readonly RawResult['histograms']['latency'][]): RawResult['histograms']['latency'] {
  const [first, ...others] = list.map((json) => Histogram.fromJSON(json))
  if (first === undefined) throw new RangeError('there is no histogram to merge')
  for (const other of others) first.merge(other)
  return first.toJSON()
}

function addMaps(maps: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const map of maps) for (const [key, count] of Object.entries(map)) sums.set(key, (sums.get(key) ?? 0) + count)
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Second by second; the last one of each thread, in which its boards were compared, comes at a time of its own. */
export function mergeSeconds(lists: readonly (readonly SecondSample[])[]): SecondSample[] {
  const byTime = new Map<number, SecondSample[]>()
  for (const sample of lists.flat()) {
    const t = Math.ceil(sample.t / 1000) * 1000
    byTime.set(t, [...(byTime.get(t) ?? []), sample])
  }
  return [...byTime].sort(([a], [b]) => a - b).map(([t, samples]) => mergeSecond(t, samples))
}

function mergeSecond(t: number, samples: readonly SecondSample[]): SecondSample {
  const add = (pick: (sample: SecondSample) => number) => samples.reduce((sum, sample) => sum + pick(sample), 0)
  return {
    t,
    sent: add(({ sent }) => sent),
    received: add(({ received }) => received),
    errors: add(({ errors }) => errors),
    connected: add(({ connected }) => connected),
    latency: mergeHistograms(samples.map(({ latency }) => latency)),
  }
}

/** Numbers by their size, before all names. */
function compareLessons(a: string, b: string): number {
  const [isNumber, isOther] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumber !== isOther) return isNumber ? -1 : 1
  return (isNumber ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0)
}
