import type { StressResult } from './result.ts'

/**
 * Whether nobody saw anything of anybody, so that no figure tells how the boards do. Clients that are alone on their boards
 * by choice have nobody to see: of them the boards are compared.
 */
export function isUnmeasured({ latency, rooms, messages, convergence }: StressResult): boolean {
  if (latency.count > 0) return false
  const areAlone = rooms.length > 0 && rooms.every(({ clients }) => clients === 1)
  return !(areAlone && messages.sent > 0 && convergence.checked > 0)
}
