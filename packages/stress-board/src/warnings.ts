import type { RawResult } from './engine/raw-result.ts'
import type { StressResult } from './result.ts'

/** What a reader has to know before any figure. */
export function warningsOf(result: StressResult, raw: RawResult): string[] {
  const { clients, convergence, generator, messages } = result
  const never = clients.requested - clients.connected
  return [
    ...(never > 0 ? [`${never} of ${clients.requested} clients were never connected.`] : []),
    ...Object.entries(raw.ends).map(([kind, { says, hint }]) => {
      const times = raw.errors[kind] ?? 0
      return `${times === 1 ? 'One socket' : `${times} sockets`} ended: ${says}.${hint === null ? '' : ` ${hint}`}`
    }),
    ...(convergence.unchecked > 0
      ? [`${convergence.unchecked} clients were gone at the end, or got no board: theirs could not be compared.`]
      : []),
    ...(messages.cutOff > 0
      ? [`${messages.cutOff} messages were written right before their socket broke; whether they arrived is not known.`]
      : []),
    ...generator.reasons,
  ]
}
