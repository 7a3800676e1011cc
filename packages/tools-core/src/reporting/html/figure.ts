import type { Tone } from './tone.ts'

/** One number of the report, with its unit and what it is. */
export interface Figure {
  readonly label: string
  readonly value: string
  /** One sentence or less: always visible. */
  readonly note: string
  readonly tone: Tone
}

export function figure(label: string, value: string, note: string, tone: Tone = 'quiet'): Figure {
  return { label, value, note, tone }
}
