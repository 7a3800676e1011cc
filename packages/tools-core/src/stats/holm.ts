/** One of several tests. */
export interface HolmStep {
  /** What its probability was held against. */
  readonly level: number
  readonly isShown: boolean
}

/**
 * Judges several tests so that luck makes any of them show something in `alpha` of the cases at most: the smallest
 * probability has to stay below alpha ÷ n, the next one below alpha ÷ (n − 1), and so on to the first that does not.
 * Source: Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 * @returns in the order of the probabilities
 */
export function holm(probabilities: readonly number[], alpha: number): HolmStep[] {
  const count = probabilities.length
  const order = [...probabilities.keys()].sort((a, b) => (probabilities[a] ?? 1) - (probabilities[b] ?? 1))
  const failed = order.findIndex((at, step) => (probabilities[at] ?? 1) > alpha / (count - step))
  const shown = failed === -1 ? count : failed
  return probabilities.map((_, at) => {
    const step = order.indexOf(at)
    return { level: alpha / (count - Math.min(step, shown)), isShown: step < shown }
  })
}
