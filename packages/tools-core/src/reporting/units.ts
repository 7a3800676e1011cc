import { units } from '../language/units.ts'

// English, for what a report holds: its views write numbers as their reader's language does.
export { isOrAre, plural, wasOrWere } from '../language/plural.ts'
export const { bytes, listed, ms, perSecond, share, whole } = units.en
