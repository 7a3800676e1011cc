import { readReport } from '@m4sh/tools-core/reporting'
import { compareSamples, type PercentileChange } from '@m4sh/tools-core/stats/compare-samples'
import { isRecord } from '@m4sh/tools-core/values'
import { Random } from '@m4sh/tools-core/values/random'
import type { ChatResult, Comparison } from './result.ts'

/** An earlier report, as far as it is needed. */
export interface Baseline {
  readonly file: string
  readonly startedAt: string
  readonly latencies: readonly number[]
}

/** @throws {UsageError} for a file that holds no report of this tool */
export async function readBaseline(file: string): Promise<Baseline> {
  const { run, result, refuse } = await readReport({
    file,
    tool: 'chat-latency',
    given: `--baseline ${file}`,
    hint: 'Give a JSON report that chat-latency wrote.',
  })
  const { samples } = result
  const latencies: unknown = isRecord(samples) ? samples['latency'] : undefined
  if (!isNumbers(latencies)) return refuse('it is no report of chat-latency')
  return { file, startedAt: String(run['startedAt']), latencies }
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
}

/** @param allowed share by which a percentile may be slower; `null` for any */
export function compareWith(
  { samples }: Pick<ChatResult, 'samples'>,
  { file, startedAt, latencies }: Baseline,
  { seed, allowed }: { readonly seed: number; readonly allowed: number | null },
): Comparison {
  const changes = compareSamples(latencies, samples.latency, { random: new Random(seed) })
  return {
    baseline: { file, startedAt, messages: latencies.length },
    changes,
    verdict: verdictOf(Object.values(changes)),
    regressions: allowed === null ? [] : Object.keys(changes).filter((name) => isRegression(changes[name], allowed)),
  }
}

/** A difference that luck explains is no regression, however large; nor is one that is shown, but small. */
function isRegression(change: PercentileChange | undefined, allowed: number): boolean {
  return change?.verdict === 'slower' && change.difference > allowed * change.old
}

/** Slower where any percentile is: a faster median does not make up for a worse tail. */
function verdictOf(changes: readonly PercentileChange[]): Comparison['verdict'] {
  if (changes.some(({ verdict }) => verdict === 'slower')) return 'slower'
  return changes.some(({ verdict }) => verdict === 'faster') ? 'faster' : 'same'
}
