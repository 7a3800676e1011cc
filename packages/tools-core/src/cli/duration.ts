const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

export type DurationUnit = keyof typeof milliseconds

/**
 * `500ms`, `1.5s`, `1m30s`, `2h`, `7d` → milliseconds; `undefined` if it is no duration, or longer than any number.
 * @param bareUnit what a number without a unit means; without it such a number is refused
 */
export function parseDuration(text: string, bareUnit?: DurationUnit): number | undefined {
  const trimmed = text.trim()
  const total = totalOf(trimmed, bareUnit)
  return Number.isFinite(total) ? total : undefined
}

function totalOf(trimmed: string, bareUnit: DurationUnit | undefined): number | undefined {
  if (/^\d+(\.\d+)?$/.test(trimmed)) return bareUnit && Number(trimmed) * milliseconds[bareUnit]
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  return parts.reduce((total, [, amount, unit]) => total + Number(amount) * factorOf(unit), 0)
}

function factorOf(unit: string | undefined): number {
  return Object.entries(milliseconds).find(([name]) => name === unit)?.[1] ?? Number.NaN
}
