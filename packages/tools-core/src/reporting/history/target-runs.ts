import { createHash } from 'node:crypto'
import type { Catalogue } from '../../language/index.ts'
import type { Tone } from '../html/tone.ts'
import type { Verdict } from '../report.ts'
import type { HistoryEntry } from './history-entry.ts'
import type { KeptRun } from './read-history.ts'

/** All runs of a tool against one target. */
export interface TargetRuns {
  readonly tool: string
  readonly target: Catalogue<string>
  /** The newest first; there is always one. */
  readonly runs: readonly [KeptRun, ...KeptRun[]]
}

/** By their latest runs, the newest first. */
export function targetsOf(runs: readonly KeptRun[]): TargetRuns[] {
  const groups = new Map<string, { tool: string; target: Catalogue<string>; runs: [KeptRun, ...KeptRun[]] }>()
  for (const run of runs) {
    const { tool, target } = run.entry
    const key = JSON.stringify([tool.name, target.en])
    const group = groups.get(key)
    if (group) group.runs.push(run)
    else groups.set(key, { tool: tool.name, target, runs: [run] })
  }
  return [...groups.values()]
}

/** A target in a few characters, the same in every rendering: names of targets are long, and stand in links. */
export function targetKey({ en }: Catalogue<string>): string {
  return createHash('sha256').update(en).digest('hex').slice(0, 8)
}

/** A run that was stopped is told as such, whatever it would have come to. */
export type Outcome = Verdict | 'stopped'

export function outcomeOf({ run, verdict }: Pick<HistoryEntry, 'run' | 'verdict'>): Outcome {
  return run.interrupted ? 'stopped' : verdict
}

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  pass: 'good',
  fail: 'bad',
  error: 'bad',
  invalid: 'warn',
  stopped: 'warn',
}

/** `2026-11-26 16:25` */
export function whenOf({ run }: Pick<HistoryEntry, 'run'>): string {
  return `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 16)} UTC`
}
