import { Random } from '@m4sh/tools-core/values/random'

/** What a virtual user draws numbers for; one never changes what another draws. */
const purposes = {
  operations: 1,
  arrivals: 2,
  reconnects: 3,
  disconnects: 4,
  stalls: 5,
  snapshots: 6,
  chaos: 7,
  out: 16,
  in: 32,
} as const

/** More than any client draws from. */
const streamsOfOne = 64

export type RandomPurpose = keyof typeof purposes

/** @param part tells sequences of one purpose apart, from 0 to 15 */
export type RandomFor = (purpose: RandomPurpose, part?: number) => Random

/** The random numbers of one client: the same ones in every run with this seed, whatever thread or machine it runs on. */
export function randomStreams(seed: number, client: number): RandomFor {
  return (purpose, part = 0) =>
    // No two of them share a sequence.
    new Random(seed, (client + 1) * streamsOfOne + purposes[purpose] + part)
}
