import { type ChaosPhase, drawChaos, Spells } from '@m4sh/tools-core/load'
import type { ClientPlan, RunPlan } from '../plan/run-plan.ts'
import type { OwnTime } from './own-time.ts'
import type { RandomFor } from './random-streams.ts'

/** What can befall a whole socket. */
export interface Victim {
  /** The network is gone. */
  cut(): void
  /** Nothing is read for so long. Milliseconds. */
  stall(forMs: number): void
  enter(phase: ChaosPhase): void
}

/**
 * Makes the appointments for all that befalls a client's socket in the course of a run.
 * @param note is told of each as it strikes
 */
export function planBadSpells(
  { impairments, durationMs }: Pick<RunPlan, 'impairments' | 'durationMs'>,
  { startAt, stopAt }: ClientPlan,
  time: OwnTime,
  randomFor: RandomFor,
  victim: Victim,
  note: (at: number, what: string) => void,
): void {
  const { disconnectEveryMs, stallEveryMs, stallMs, stormEveryMs, chaos, settings } = impairments
  const end = Math.min(stopAt, durationMs)
  const strikeAt = (spells: Spells, what: string, strike: (forMs: number) => void): void => {
    const { at, forMs } = spells.next()
    if (at >= end) return
    time.at(at, () => {
      note(at, what)
      strike(forMs)
      strikeAt(spells, what, strike)
    })
  }
  const spellsOf = (everyMs: number, forMs: number, purpose: 'disconnects' | 'stalls') =>
    new Spells({ everyMs, forMs, random: randomFor(purpose), startAt })
  if (disconnectEveryMs > 0) strikeAt(spellsOf(disconnectEveryMs, 0, 'disconnects'), 'cut', () => victim.cut())
  if (stallEveryMs > 0) strikeAt(spellsOf(stallEveryMs, stallMs, 'stalls'), 'stalled', (forMs) => victim.stall(forMs))
  // All clients at the same instants.
  if (stormEveryMs > 0) time.every(stormEveryMs, stormEveryMs, end, () => victim.cut())
  if (chaos)
    for (const phase of drawChaos({ random: randomFor('chaos'), durationMs, base: settings }))
      time.at(phase.at, () => {
        note(phase.at, phase.kind)
        victim.enter(phase)
      })
}
