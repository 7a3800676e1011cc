import type { Tone } from './tone.ts'

/** One number of the report, with its unit and what it is. */
export interface Figure {
  readonly label: string
  readonly value: string
  /** One sentence or less: always visible. */
  readonly note: string
  readonly tone: Tone
  /** Where more about it stands: `#` and the id there, as it is; left out for one that leads nowhere. */
  readonly href?: string
  /** Choices that the link makes besides, as the address has them: `filtered.kind=a`. Without scripts it only leads there. */
  readonly chosen?: string
}

export function figure(label: string, value: string, note: string, tone: Tone = 'quiet', href?: string): Figure {
  return { label, value, note, tone, ...(href !== undefined && { href }) }
}
