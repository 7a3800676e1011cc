import type { Localization } from '../../language/index.ts'

/**
 * What stands beside a percentile. The nearest rank of fewer samples than one beyond it takes is the slowest of all: that is
 * what a reader is told then.
 *
 * @param count of samples
 * @param percentile 1 to 99
 */
export function percentileNote(t: Localization, count: number, percentile: number, note: string): string {
  const isSlowest = count > 0 && count * (100 - percentile) < 100
  return isSlowest ? t.core.percentiles.tooFew(count, percentile) : note
}
