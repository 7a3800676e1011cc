/** Quantiles of Student's t at 97.5 %, by degrees of freedom from 1. */
const student = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]

/**
 * How far a new run may lie from the mean of earlier ones with 95 % confidence, if nothing has changed: half the prediction
 * interval of one more of them. 0 for one run, of which nothing is known; infinite where one of them is.
 */
export function runSpread(figures: readonly number[]): number {
  const count = figures.length
  if (count < 2) return 0
  if (figures.includes(Infinity)) return Infinity
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / count
  const variance = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (count - 1)
  // Within 0.3 % above ten.
  const quantile = student[count - 2] ?? 1.96 + 2.6 / (count - 1)
  return quantile * Math.sqrt(variance * (1 + 1 / count))
}
