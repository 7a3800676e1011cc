import { basename, resolve } from 'node:path'
import { describeSource, type ExitCode, UsageError } from '@m4sh/tools-core/cli'
import { languageOf } from '@m4sh/tools-core/language'
import { exitCodeOf, readReport, type Report, startReport } from '@m4sh/tools-core/reporting'
import { isRecord } from '@m4sh/tools-core/values'
import { compareWith, findBaseline } from './compare-runs.ts'
import { judgeRun } from './judge-run.ts'
import { mergeRaw } from './merge-raw.ts'
import { localization } from './language/index.ts'
import { say } from './language/phrases.ts'
import { partFault } from './part-fault.ts'
import type { StressPart, StressResult } from './result.ts'
import { checkKnowable, type Context } from './run-stress.ts'
import { readStressThresholds } from './thresholds.ts'
import { type ResultFacts, toResult } from './to-result.ts'
import { warningsOf } from './warnings.ts'
import { destinationsOf, plainFields, writeStressReports } from './write-stress-reports.ts'

/** A report of one shard, and the file that it came from. */
interface PartReport {
  readonly file: string
  readonly report: Report<StressResult>
  readonly part: StressPart
  readonly shard: { readonly index: number; readonly total: number }
}

/** `stress-board merge a.json b.json`: one report of all shards, as if one machine had run them. */
export async function runMerge(context: Context, files: readonly string[]): Promise<ExitCode> {
  const { host, log, tool, secrets, sources, flags } = context
  if (files.length === 0)
    throw new UsageError('There is nothing to merge.', {
      hint: 'Name the reports of the shards: merge part-1.json part-2.json.',
    })
  const parts = await Promise.all(files.map(async (file) => await readPart(file)))
  const [first] = parts
  if (first === undefined) throw new RangeError('one file is one part at least')
  const missing = checkParts(parts)
  const overwritten = destinationsOf(context).find(({ path }) => files.some((file) => resolve(host.cwd, file) === path))
  if (overwritten)
    throw new UsageError(`--output ${overwritten.path} is one of the parts`, {
      hint: 'Give the merged report another name.',
    })
  const expressions =
    flags.threshold.length > 0 ? flags.threshold : first.report.thresholds.map(({ expression }) => expression)
  const thresholds = readStressThresholds(expressions, describeSource(sources.threshold))
  const baselineFile = flags.baseline ?? null
  checkKnowable(thresholds, { baselineFile, capacity: [] })
  const { baseline, missing: noBaseline } = await findBaseline(baselineFile)
  for (const text of noBaseline) log.warn(text)
  const draft = startReport({
    tool,
    target: first.report.target,
    options: { ...first.report.options, baseline: baselineFile, merged: files.map((file) => basename(file)) },
    secrets,
    seed: first.report.run.seed,
    plainFields,
    host,
  })
  const [raw, ...others] = parts.map(({ part }) => part.raw)
  if (raw === undefined) throw new RangeError('one file is one part at least')
  const merged = mergeRaw([raw, ...others])
  const whole = toResult(merged, mergeFacts(parts.map(({ part }) => part.facts)))
  const result = baseline === null ? whole : { ...whole, comparison: compareWith(whole, baseline) }
  const judged = judgeRun(result, thresholds, { failsOnSaturation: flags.onSaturation === 'fail' })
  const finished = draft.finish({
    result,
    thresholds: judged.thresholds,
    verdict: missing.length > 0 ? 'error' : judged.verdict,
    warnings: [...missing, ...warningsOf(result, merged), ...noBaseline, ...(baseline?.warnings ?? [])],
    interrupted: parts.some((part) => part.report.run.interrupted),
  })
  const report = { ...finished, run: { ...finished.run, ...spanOf(parts) } }
  await writeStressReports(localization(languageOf(flags.lang, host.env)), context, report)
  return exitCodeOf(report)
}

/** When the load of all parts began and ended: the merge itself takes a moment that nobody asks about. */
function spanOf(
  parts: readonly PartReport[],
): Pick<Report<StressResult>['run'], 'startedAt' | 'finishedAt' | 'durationMs'> {
  const starts = parts.map(({ report: { run } }) => Date.parse(run.startedAt))
  // By the clock that only goes forward, since the one of the wall may be set meanwhile.
  const ends = parts.map(({ report: { run } }, at) => (starts[at] ?? 0) + run.durationMs)
  const [start, end] = [Math.min(...starts), Math.max(...ends)]
  return {
    startedAt: new Date(start).toISOString(),
    finishedAt: new Date(end).toISOString(),
    durationMs: end - start,
  }
}

async function readPart(file: string): Promise<PartReport> {
  const { run, result, report, refuse } = await readReport({
    file,
    tool: 'stress-board',
    given: file,
    hint: 'Merge JSON reports that stress-board wrote with --shard.',
  })
  if (!isRecord(result['part']) || !isRecord(run['shard'])) return refuse('it is no report of a shard')
  const fault = partFault(report)
  if (fault !== null) return refuse(`it is no whole report of a shard: ${fault}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as this tool wrote it
  const own = report as unknown as Report<StressResult>
  const { part } = own.result
  const { shard } = own.run
  return part && shard ? { file, report: own, part, shard } : refuse('it is no report of a shard')
}

/**
 * @returns what to say of shards that are not there
 * @throws {UsageError} for parts that do not belong together
 */
function checkParts(parts: readonly PartReport[]): string[] {
  const [first, ...others] = parts
  if (first === undefined) return []
  for (const { file, shard, part, report } of others) {
    const isSame =
      shard.total === first.shard.total &&
      report.run.seed === first.report.run.seed &&
      part.facts.planId === first.part.facts.planId
    if (!isSame)
      throw new UsageError(`${file} is of another run than ${first.file}`, {
        hint: 'Merge the parts of one run: all flags but the number of the part have to be the same.',
      })
  }
  for (const [at, { file, shard }] of parts.entries()) {
    const twin = parts.slice(0, at).find((other) => other.shard.index === shard.index)
    if (twin)
      throw new UsageError(`${twin.file} and ${file} are both part ${shard.index} of ${shard.total}`, {
        hint: 'Name each part once.',
      })
  }
  const there = new Set(parts.map(({ shard }) => shard.index))
  const gone = Array.from({ length: first.shard.total }, (_, at) => at + 1).filter((index) => !there.has(index))
  if (gone.length === 0) return []
  const missing = gone.join(', ')
  return [say('Of {#parts} parts these are missing: {missing}.', { parts: first.shard.total, missing })]
}

function mergeFacts(list: readonly ResultFacts[]): ResultFacts {
  const most = (pick: (facts: ResultFacts) => number | null) =>
    list.map(pick).reduce((one, other) => (one === null || (other !== null && other > one) ? other : one), null)
  return {
    budgetMs: list[0]?.budgetMs ?? 0,
    planId: list[0]?.planId ?? '',
    workers: list.reduce((sum, { workers }) => sum + workers, 0),
    floor: { p50: most(({ floor }) => floor.p50), p99: most(({ floor }) => floor.p99) },
  }
}
