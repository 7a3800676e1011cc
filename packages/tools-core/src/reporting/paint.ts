import type { TextStyle } from './report.ts'

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const

/** Colours a text, or leaves it as it is where there are no colours. */
export type Paint = (text: string, color: keyof typeof codes) => string

/** Colours for a terminal; where there are to be none, texts stay as they are. */
export function painter({ color }: Pick<TextStyle, 'color'>): Paint {
  return (text, name) =>
    color ? `\u001B[${codes[name]}m${text}\u001B[${name === 'bold' || name === 'dim' ? 22 : 39}m` : text
}
