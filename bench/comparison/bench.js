import { compareSamples } from '../../packages/tools-core/dist/stats/compare-samples.js'
import { Random } from '../../packages/tools-core/dist/values/random.js'
import { printTable } from '../measure.js'
import { series } from './series.js'

const trials = 50
const drawings = 199

/** `pnpm bench comparison`: how often a comparison finds what is not there, and how often what is. */
export async function bench() {
  for (const count of [100, 300, 600, 2000]) {
    printTable(`Two runs of ${count} messages, ${trials} times: percent`, [
      ['latencies', 'unchanged: shown', 'unchanged: fails at 10 %', '+30 %: p50 found', '+30 %: p95 found'],
      ...Object.entries(series).map(([name, draw]) => rowOf(name, () => [draw], draw, count)),
    ])
  }
  // Each run is faster or slower as a whole, by a tenth.
  for (const earlier of [1, 3, 5]) {
    const draw = (count, random) => {
      const factor = Math.exp(0.1 * random.normal())
      return series.steady(count, random).map((latency) => latency * factor)
    }
    printTable(`300 messages, runs differ by 10 % (standard deviation), ${earlier} earlier, ${trials} times: percent`, [
      ['latencies', 'unchanged: shown', 'unchanged: fails at 10 %', '+30 %: p50 found', '+30 %: p95 found'],
      rowOf('steady', () => Array.from({ length: earlier }, () => draw), draw, 300),
    ])
  }
}

function rowOf(name, earlier, draw, count) {
  const random = new Random(count)
  const found = { any: 0, fails: 0, p50: 0, p95: 0 }
  for (let trial = 0; trial < trials; trial++) {
    const old = earlier().map((one) => one(count, random))
    const options = { random: new Random(trial), drawings }
    const same = Object.values(compareSamples(old, draw(count, random), options).changes)
    found.any += same.some(({ verdict }) => verdict === 'slower' || verdict === 'faster') ? 1 : 0
    found.fails += same.some((one) => one.verdict === 'slower' && one.difference > 0.1 * one.old) ? 1 : 0
    const slow = draw(count, random).map((latency) => latency * 1.3)
    const { p50, p95 } = compareSamples(old, slow, options).changes
    found.p50 += p50.verdict === 'slower' ? 1 : 0
    found.p95 += p95.verdict === 'slower' ? 1 : 0
  }
  const percent = (times) => ((100 * times) / trials).toFixed(1)
  return [name, ...[found.any, found.fails, found.p50, found.p95].map(percent)]
}
