/** `2/s`, `30/m`, `3600/h`, `0.5` → so many a second; `undefined` if it is none. Not bounded: each tool has limits of its own. */
export function parseRate(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+\.?\d*|\.\d+)(?:\/(s|m|min|h))?$/.exec(text.trim()) ?? []
  const seconds = unit === 's' ? 1 : unit === 'h' ? 3600 : 60
  return number === undefined || !Number.isFinite(Number(number)) ? undefined : Number(number) / seconds
}
