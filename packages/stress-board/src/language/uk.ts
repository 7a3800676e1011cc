import type { StressMessages } from './index.ts'
import { deliverySections } from './uk/delivery-sections.ts'
import { history } from './uk/history.ts'
import { headline } from './uk/headline.ts'
import { live } from './uk/live.ts'
import { text } from './uk/text.ts'
import { timeSections } from './uk/time-sections.ts'

/** What the reports of stress-board say, in Ukrainian. */
export const uk: StressMessages = {
  headline,
  text,
  sections: { ...timeSections, ...deliverySections },
  live,
  history,
}
