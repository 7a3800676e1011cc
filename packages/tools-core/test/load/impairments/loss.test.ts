import { expect, test } from '@jest/globals'
import { Loss } from '../../../src/load/impairments/loss.ts'
import { noImpairments } from '../../../src/load/impairments/settings.ts'
import { Random } from '../../../src/values/random.ts'

const draws = 100_000

function drawn(loss: number, lossBurst: number | null, count = draws, seed = 1): boolean[] {
  const model = new Loss({ ...noImpairments, loss, lossBurst }, new Random(seed))
  return Array.from({ length: count }, () => model.draw())
}

const shareOf = (fates: readonly boolean[]) => fates.filter(Boolean).length / fates.length

/** Lengths of the runs of lost messages that both begin and end within. */
function burstsOf(fates: readonly boolean[]): number[] {
  const text = fates.map((isLost) => (isLost ? 'x' : '.')).join('')
  return [...text.matchAll(/(?<=\.)x+(?=\.)/g)].map(([burst]) => burst.length)
}

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

test.each([0.001, 0.1, 0.9])(
  'independent losses of %d: the share, and bursts no longer than chance makes them',
  (loss) => {
    const fates = drawn(loss, null)
    // The standard deviation of a share is √(p (1 - p) / n).
    expect(Math.abs(shareOf(fates) - loss)).toBeLessThan(4 * Math.sqrt((loss * (1 - loss)) / draws))
    // A run goes on with p: geometric, of mean 1 / (1 - p) and standard deviation √p / (1 - p).
    const bursts = burstsOf(fates)
    const deviation = Math.sqrt(loss / bursts.length) / (1 - loss)
    expect(Math.abs(meanOf(bursts) - 1 / (1 - loss))).toBeLessThan(4 * deviation)
  },
)

test.each([
  [0.1, 5],
  [0.02, 20],
  [0.3, 1],
  [0.6, 2],
])('losses of %d in bursts of %d: the share and the mean length', (loss, lossBurst) => {
  const fates = drawn(loss, lossBurst)
  // Neighbours correlate by 1 - 1/burst - loss/((1 - loss) burst), which widens the variance of the share by (1 + c)/(1 - c).
  const correlation = 1 - 1 / lossBurst - loss / ((1 - loss) * lossBurst)
  const variance = ((loss * (1 - loss)) / draws) * ((1 + correlation) / (1 - correlation))
  expect(Math.abs(shareOf(fates) - loss)).toBeLessThan(4 * Math.sqrt(variance))
  // Geometric: the standard deviation of a length is √(burst (burst - 1)).
  const bursts = burstsOf(fates)
  const deviation = Math.sqrt((lossBurst * (lossBurst - 1)) / bursts.length)
  expect(Math.abs(meanOf(bursts) - lossBurst)).toBeLessThanOrEqual(4 * deviation)
})

test('the highest share of bursts of one is every other message', () => {
  const text = drawn(0.5, 1, 100).map((isLost) => (isLost ? 'x' : '.'))
  expect(text.join('')).toMatch(/^(?:x\.|\.x)(?:x\.|\.x)*$/)
  expect(text.join('')).not.toMatch(/xx|\.\./)
})

test('bursts lose their share from the first message on', () => {
  const firsts = Array.from({ length: 10_000 }, (_, seed) => drawn(0.2, 10, 1, seed)[0] === true)
  // √(0.2 × 0.8 / 10,000) = 0.004.
  expect(Math.abs(shareOf(firsts) - 0.2)).toBeLessThan(4 * 0.004)
})

test.each([null, 5])('nothing is lost at 0, and nothing is drawn (burst %j)', (lossBurst) => {
  const random = new Random(1)
  const model = new Loss({ ...noImpairments, lossBurst }, random)
  expect(Array.from({ length: 100 }, () => model.draw())).not.toContain(true)
  expect(random.next()).toBe(new Random(1).next())
})

test('everything is lost at 1', () => {
  expect(drawn(1, null, 1000)).not.toContain(false)
})
