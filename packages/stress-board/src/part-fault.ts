import { describeValue } from '@m4sh/tools-core/errors'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { isRecord } from '@m4sh/tools-core/values'
import { histogramNames } from './engine/raw-result.ts'
import { emptyRaw } from './nothing-measured.ts'

/** More parts than anybody runs. */
const mostParts = 9999
/** Longer than any run with its waits: a year. */
const longestMs = 31_536_000_000

const histogram = withNumbers(new Histogram().toJSON())
const second = { t: 0, sent: 0, received: 0, errors: 0, connected: 0, latency: histogram }
const room = {
  lesson: '',
  clients: 0,
  sent: 0,
  received: 0,
  lost: 0,
  duplicated: 0,
  outOfOrder: 0,
  late: 0,
  diverged: 0,
  strokes: 0,
}
const stroke = { id: '', is: '', cause: '' }
const diverged = { client: 0, lesson: '', missing: 0, extra: 0, cause: '', strokes: [stroke] }
const entry = { kind: '', lesson: '', receiver: 0, sender: 0, sequence: 0 }

/** A part as one looks, in which `*` stands for any key and the one item of a list for all of them. */
function partSample() {
  const raw = emptyRaw()
  return {
    raw: {
      ...raw,
      histograms: Object.fromEntries(histogramNames.map((name) => [name, histogram])),
      generator: withNumbers(raw.generator),
      errors: { '*': 0 },
      ledger: { total: 0, entries: [entry] },
      convergence: { ...raw.convergence, diverged: [diverged] },
      rooms: [room],
      seconds: [second],
      ends: { '*': { says: '', hint: null } },
    },
    facts: { budgetMs: 0, workers: 0, planId: '', floor: { p50: 0, p99: 0 } },
  }
}

/** What is not known here may be known elsewhere, and is a number there. */
function withNumbers(value: unknown): unknown {
  if (!isRecord(value)) return value ?? 0
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]))
}

/**
 * What is wrong with the report of a shard, as far as it is merged: `part.raw.rooms is 5`; `null` for nothing. Fields that
 * a newer version has beside are no matter.
 */
export function partFault(report: Readonly<Record<string, unknown>>): string | null {
  const { run, result, thresholds, target, options } = report
  const shard = isRecord(run) && isRecord(run['shard']) ? run['shard'] : {}
  const { index, total } = shard
  if (!isPart(index) || !isPart(total) || index > total) return 'its run.shard is no part of a number of parts'
  return (
    faultOf(partSample(), isRecord(result) ? result['part'] : undefined, 'part') ??
    faultOf([{ expression: '' }], thresholds, 'thresholds') ??
    faultOf({}, target, 'target') ??
    faultOf({}, options, 'options') ??
    (isRecord(run) ? (faultOf(0, run['seed'], 'run.seed') ?? spanFault(run)) : null) ??
    histogramFault(result)
  )
}

/** When it began, and how long it took: what all parts together took comes of it. */
function spanFault({ startedAt, durationMs }: Readonly<Record<string, unknown>>): string | null {
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return misfit(startedAt, 'run.startedAt')
  const isTime = typeof durationMs === 'number' && durationMs >= 0 && durationMs <= longestMs
  return isTime ? null : misfit(durationMs, 'run.durationMs')
}

function isPart(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= mostParts
}

function faultOf(sample: unknown, value: unknown, path: string): string | null {
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return misfit(value, path)
    return first(value.entries(), ([at, item]) => faultOf(sample[0], item, `${path}[${at}]`))
  }
  if (isRecord(sample)) {
    if (!isRecord(value)) return misfit(value, path)
    const keys = '*' in sample ? Object.keys(value) : Object.keys(sample)
    return first(keys, (key) => faultOf(sample['*'] ?? sample[key], value[key], `${path}.${key}`))
  }
  if (value === null) return typeof sample === 'number' || sample === null ? null : misfit(value, path)
  // What may be null is a text where it is not.
  const type = sample === null ? 'string' : typeof sample
  const isEndless = typeof value === 'number' && !Number.isFinite(value)
  // oxlint-disable-next-line valid-typeof -- it is one
  return typeof value === type && !isEndless ? null : misfit(value, path)
}

function first<Item>(items: Iterable<Item>, faultIn: (item: Item) => string | null): string | null {
  for (const item of items) {
    const fault = faultIn(item)
    if (fault !== null) return fault
  }
  return null
}

function misfit(value: unknown, path: string): string {
  return `its ${path} is ${describeValue(value)}`
}

/** Of those that are merged; their counts are packed. */
function histogramFault(result: unknown): string | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was looked at
  const { raw } = (result as { readonly part: { readonly raw: ReturnType<typeof emptyRaw> } }).part
  const all = [
    ...histogramNames.map((name) => [`histograms.${name}`, raw.histograms[name]] as const),
    ...raw.seconds.map(({ latency }, at) => [`seconds[${at}].latency`, latency] as const),
    ['generator.eventLoopLagHistogram', raw.generator.eventLoopLagHistogram] as const,
  ]
  return first(all, ([path, json]) => {
    try {
      Histogram.fromJSON(json)
      return null
    } catch {
      return `its part.raw.${path} is no histogram`
    }
  })
}
