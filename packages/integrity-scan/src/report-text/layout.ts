import { padEnd, type Paint, painter, type TextStyle, textWidth, wrapLine } from '@m4sh/tools-core/reporting'

/** Narrower terminals get longer lines. */
const leastColumns = 40

/** How a text is laid out; lengths in columns of the terminal. */
export interface Layout {
  readonly paint: Paint
  /** `undefined`: lines are as long as they are. */
  readonly width: number | undefined
  /** Nothing is left out. */
  readonly isWhole: boolean
}

export function layoutOf(style: TextStyle, verbose: boolean): Layout {
  const { columns, whole = false } = style
  return {
    paint: painter(style),
    width: columns === undefined ? undefined : Math.max(leastColumns, columns),
    isWhole: verbose || whole,
  }
}

/** A text behind `start`; what does not fit goes on below it, `further` columns further in. */
export function hanging(start: string, text: string, { width }: Pick<Layout, 'width'>, further = 0): string[] {
  const indent = textWidth(start) + further
  const room = width === undefined ? undefined : Math.max(leastColumns / 2, width - indent)
  return wrapLine(text, room, textWidth).map((line, at) => (at === 0 ? start : ' '.repeat(indent)) + line)
}

/** Rows in columns as wide as what is in them; `null` where they do not fit. */
export function aligned(
  rows: readonly (readonly string[])[],
  indent: string,
  { width }: Pick<Layout, 'width'>,
): string[] | null {
  const widths = columnWidths(rows)
  const total = indent.length + widths.reduce((sum, one) => sum + one + 2, -2)
  if (width !== undefined && total > width) return null
  return rows.map((cells) => `${indent}${inColumns(cells, widths)}`.trimEnd())
}

export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length))
  return Array.from({ length: columns }, (_, at) => Math.max(...rows.map((cells) => textWidth(cells[at] ?? ''))))
}

/** Cells beside each other, two blanks between them. */
export function inColumns(cells: readonly string[], widths: readonly number[]): string {
  return cells.map((cell, at) => padEnd(cell, widths[at] ?? 0)).join('  ')
}
