import type { ContractLocalization } from './language/index.ts'

/** Cut, not rounded: 99.97 must not read as 100.0 %. */
export function percent({ messages }: ContractLocalization, value: number): string {
  // What a computer makes of 99.9 lies a little below it.
  const tenths = Math.floor(value * 10 + 1e-6)
  return messages.percent(((value < 100 ? Math.min(tenths, 999) : tenths) / 10).toFixed(1))
}
