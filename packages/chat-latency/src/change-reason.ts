import type { UnknownReason } from '@m4sh/tools-core/stats/compare-samples'

/** Why a percentile cannot be judged, as the end of a sentence. */
export function changeReason(reason: UnknownReason, needed: number): string {
  return reasons[reason].replace('N', String(needed))
}

const reasons: Readonly<Record<UnknownReason, string>> = {
  'too-few': 'it needs N messages in each run',
  'never-came': 'in both runs it lies among messages that never came',
  spread: 'in one of the baselines it lies among messages that never came',
}

/** What the intervals leave out where there is one baseline only. */
export const oneBaseline =
  'One baseline does not tell how far runs of the same release lie apart: a difference may be one of runs. Give --baseline three times or more.'
