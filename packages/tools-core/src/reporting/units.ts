import { units } from '../language/units.ts'

// English, for what a report holds: its views write numbers as their reader's language does.
export { isOrAre, plural, wasOrWere } from '../language/plural.ts'

const { en } = units

/** Of a thousand each: `12.5 kB`; a dash where it is not known. */
export const bytes = en.bytes

/** `a`, `a and b`, `a, b and c` */
export const listed = en.listed

/** Milliseconds with the digits that mean something, seconds from ten of them: `0.54 ms`, `104 ms`, `12.5 s`. */
export const ms = en.ms

/** `460/s`, and `0.5/s` where whole numbers would say nothing. */
export const perSecond = en.perSecond

/** Of a share from 0 to 1: 0.998 is `99.8 %`; a dash where it is not known. */
export const share = en.share

/** `12,345` */
export const whole = en.whole
