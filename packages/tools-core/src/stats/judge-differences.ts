import { holm } from './holm.ts'
import { runSpread } from './run-spread.ts'
import type { Difference, OneSided, Rearrangements } from './stretches.ts'

/** Whether a figure of the new run differs from that of the earlier ones. */
export interface Question {
  /** Of the earlier runs together, and of the new one. `Infinity` is greater than all that is known. */
  readonly old: number
  readonly new: number
  /** Of each earlier run alone. */
  readonly each: readonly number[]
  /** Of the stretches, if the old figure were greater by so much. */
  readonly differenceAt: (shift: number) => Difference
  /** No difference is greater. */
  readonly span: number
}

export interface Answer {
  /** The difference lies between these, which may be infinite. */
  readonly low: number
  readonly high: number
  readonly shown: 'above' | 'below' | null
}

/** Luck shows a difference anywhere in so many cases, if there is none. */
const alpha = 0.05

/** Answers all questions with one error for all of them together. */
export function judgeDifferences(questions: readonly Question[], rearrangements: Rearrangements): Answer[] {
  const unshifted = questions.map(({ differenceAt }) => rearrangements.test(differenceAt(0)))
  const steps = holm(unshifted.map(twoSided), alpha)
  return questions.map((question, at) => {
    const { above, below } = unshifted[at] ?? { above: 1, below: 1 }
    const { level, isShown } = steps[at] ?? { level: alpha, isShown: false }
    const { low, high } = intervalOf(question, rearrangements, level)
    if (!isShown) return { low, high, shown: null }
    // Where the one figure is known and the other is beyond all that is, there is no interval to ask.
    if (above < below) return { low, high, shown: low > 0 || question.new === Infinity ? 'above' : null }
    return { low, high, shown: high < 0 || question.old === Infinity ? 'below' : null }
  })
}

function twoSided({ above, below }: OneSided): number {
  return Math.min(1, 2 * Math.min(above, below))
}

/** All differences that the test does not refuse, widened by how far the earlier runs lie apart. */
function intervalOf(
  { old, new: now, each, differenceAt, span }: Question,
  rearrangements: Rearrangements,
  level: number,
): Pick<Answer, 'low' | 'high'> {
  if (old === Infinity || now === Infinity) return { low: -Infinity, high: Infinity }
  const difference = now - old
  const testAt = (shift: number) => rearrangements.test(differenceAt(shift))
  const search = { inside: difference, fine: precision * Math.max(old, now) }
  const low = edgeOf((shift) => testAt(shift).above > level / 2, { ...search, outside: -span })
  const high = edgeOf((shift) => testAt(shift).below > level / 2, { ...search, outside: span })
  const spread = runSpread(each)
  return {
    low: difference - Math.hypot(difference - low, spread),
    high: difference + Math.hypot(high - difference, spread),
  }
}

/** How fine an edge is sought: this share of the figures. */
const precision = 1e-3

/** Where, on the way from the inside outwards, a shift is no longer possible; infinite if it is to the end. */
function edgeOf(isPossible: (shift: number) => boolean, { inside, outside, fine }: Search): number {
  if (isPossible(outside)) return outside > inside ? Infinity : -Infinity
  let [possible, refused] = [inside, outside]
  // Not for ever where figures are next to nothing.
  for (let halving = 0; halving < 40 && Math.abs(refused - possible) > fine; halving++) {
    const middle = (possible + refused) / 2
    if (isPossible(middle)) possible = middle
    else refused = middle
  }
  return refused
}

interface Search {
  readonly inside: number
  readonly outside: number
  readonly fine: number
}
