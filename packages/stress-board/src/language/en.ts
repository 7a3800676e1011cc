import { deliverySections } from './en/delivery-sections.ts'
import { history } from './en/history.ts'
import { headline } from './en/headline.ts'
import { live } from './en/live.ts'
import { text } from './en/text.ts'
import { timeSections } from './en/time-sections.ts'

/** What the reports of stress-board say, in English. */
export const en = {
  headline,
  text,
  sections: { ...timeSections, ...deliverySections },
  live,
  history,
}
