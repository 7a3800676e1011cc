import type { FixActionResult, FixResult } from '../result.ts'
import type { FixPlan, PlannedFix } from './fix-plan.ts'
import type { Repair } from './repair-rows.ts'

/** What a repair comes to, but for what its caller knows better. */
export type FixOutcome = Omit<FixResult, 'after' | 'afterByCheck' | 'manual'>

/** What would be done. */
export function plannedOutcome(plan: FixPlan): FixOutcome {
  const actions = plan.fixes.map((planned) => actionOf(planned, { count: planned.rows.length, undo: null, left: [] }))
  return { ...outcomeOf(plan, actions), dryRun: true }
}

/** Nothing needed to be changed, or nothing could be. */
export function idleOutcome(plan: FixPlan, repairs: readonly Repair[]): FixOutcome {
  return outcomeOf(plan, actionsOf(repairs, null))
}

export function committedOutcome(
  plan: FixPlan,
  repairs: readonly Repair[],
  { undo, uncovered }: { readonly undo: string; readonly uncovered: FixResult['uncovered'] },
): FixOutcome {
  return { ...outcomeOf(plan, actionsOf(repairs, undo)), transaction: 'committed', undo, uncovered }
}

export function rolledBackOutcome(plan: FixPlan, reason: string): FixOutcome {
  const actions = plan.fixes.map((planned) => actionOf(planned, { count: 0, undo: null, left: [] }))
  return { ...outcomeOf(plan, actions), transaction: 'rolled back', reason }
}

function outcomeOf({ unplanned }: FixPlan, actions: readonly FixActionResult[]): FixOutcome {
  const whole = [...actions, ...unplanned]
  return { dryRun: false, transaction: 'none', reason: null, undo: null, actions: whole, uncovered: [] }
}

function actionsOf(repairs: readonly Repair[], undo: string | null): FixActionResult[] {
  return repairs.map(({ planned, left, count }) =>
    actionOf(planned, { count, undo: count === 0 ? null : undo, left: left.toList() }),
  )
}

function actionOf(
  { fix, shape, samples }: PlannedFix,
  done: Pick<FixActionResult, 'count' | 'undo' | 'left'>,
): FixActionResult {
  return { check: fix.check, action: fix.done, table: shape.quoted, ...done, samples: [...samples] }
}
