import { isRecord } from '../values/is-record.ts'
import type { Report } from './report.ts'

/**
 * Whether thresholds were held against the figures at all. Those of a machine that was too slow pass nothing and fail
 * nothing, unless they were wanted all the same (`--on-saturation warn`).
 */
export function isJudged({ options, result }: Pick<Report<unknown>, 'options' | 'result'>): boolean {
  return !wasTooSlow(result) || options['onSaturation'] === 'warn'
}

/** Whether this machine was too slow to measure. Tools that do not measure have no `generator.level`. */
export function wasTooSlow(result: unknown): boolean {
  const generator = isRecord(result) ? result['generator'] : undefined
  return isRecord(generator) && generator['level'] === 'invalid'
}
