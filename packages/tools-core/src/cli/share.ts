/** `0.1`, `10%` → 0.1; `undefined` if it is neither. Not bounded: 150 % of something may be meant. */
export function parseShare(text: string): number | undefined {
  const [, number, percent] = /^(\d+\.?\d*|\.\d+)(%?)$/.exec(text.trim()) ?? []
  return number === undefined || !Number.isFinite(Number(number))
    ? undefined
    : Number(number) / (percent === '%' ? 100 : 1)
}
