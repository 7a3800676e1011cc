import type { Tone } from './tone.ts'

/** A whole and the shares of it, drawn as one bar; the text beside it says what matters of it. */
export interface Bar {
  readonly label: string
  readonly text: string
  readonly parts: readonly BarPart[]
  /** Where its rows stand: `#` and the id there, as it is; `null` for a bar that leads nowhere. */
  readonly href: string | null
}

export interface BarPart {
  readonly label: string
  readonly count: number
  readonly tone: Tone
  /** Percent of the bar, from its left end. */
  readonly from: number
  readonly width: number
}

/** @param whole of what the parts are shares; their sum if left out */
export function bar(
  label: string,
  text: string,
  shares: readonly (readonly [label: string, count: number, tone: Tone])[],
  { whole, href = null }: { readonly whole?: number; readonly href?: string | null } = {},
): Bar {
  const total = whole ?? shares.reduce((sum, [, count]) => sum + count, 0)
  let from = 0
  const parts = shares
    .filter(([, count]) => count > 0)
    .map(([name, count, tone]): BarPart => {
      const part = { label: name, count, tone, from, width: (100 * count) / total }
      from += part.width
      return part
    })
  return { label, text, parts, href }
}
