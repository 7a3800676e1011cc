/** A figure for people, six digits of it: 8.10811, and not 8.108108108108109. What is no number is unknown. */
export function shownFigure(figure: number | null): string {
  if (figure === null || !Number.isFinite(figure)) return 'unknown'
  return String(Number.isInteger(figure) ? figure : Number(figure.toPrecision(6)))
}
