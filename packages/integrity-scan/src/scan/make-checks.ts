import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { PreparedFix } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import { type CheckResult, isMade } from '../result.ts'
import { inSavepoint } from './in-savepoint.ts'
import type { DescribedCheck, PlannedCheck } from './planned-check.ts'
import { type CheckLimits, type Found, nothing, runCheck } from './run-check.ts'
import { runInParallel, type Task } from './run-in-parallel.ts'

export interface Progress {
  readonly done: number
  readonly total: number
  /** What was done last. */
  readonly what: string
}

export interface MakeOptions {
  readonly limits: CheckLimits
  readonly onProgress: (progress: Progress) => void
  /** Checks that have not begun are not made. */
  readonly signal: AbortSignal
}

/** Rows of each table, by its name as SQL has it. */
export type RowCounts = ReadonlyMap<string, number>

/**
 * Makes all checks on one picture of the database, the longest first, each session one after another. A check that fails,
 * or that is not reached, says so; nothing of it looks as if it had passed.
 * @param sessions in transactions that see the same
 * @returns in the order of the plan
 * @throws a lost connection
 */
export async function makeChecks(
  sessions: readonly DatabaseClient[],
  planned: readonly PlannedCheck[],
  options: MakeOptions,
): Promise<{ readonly checks: readonly CheckResult[]; readonly rows: RowCounts; readonly failure: unknown }> {
  const found = new Map<PlannedCheck, Found>()
  const rows = new Map<string, number>()
  const tasks = [...queriesOf(planned, found, options), ...countsOf(planned, rows)].toSorted(
    (a, b) => b.weight - a.weight,
  )
  let done = 0
  const failure = await runInParallel(
    sessions,
    tasks.map(({ name, run }): Task<DatabaseClient> => async (session) => {
      if (options.signal.aborted) return
      await run(session)
      options.onProgress({ done: (done += 1), total: tasks.length, what: name })
    }),
  ).then(
    () => null,
    (error: unknown) => error,
  )
  return { checks: planned.map((one) => shortened(resultOf(one, found.get(one), rows), options.limits)), rows, failure }
}

interface WeighedTask {
  readonly name: string
  readonly weight: number
  readonly run: (session: DatabaseClient) => Promise<void>
}

function queriesOf(
  planned: readonly PlannedCheck[],
  found: Map<PlannedCheck, Found>,
  { limits, signal }: MakeOptions,
): WeighedTask[] {
  return planned.flatMap((one) =>
    one.kind === 'query'
      ? [
          {
            name: one.check.id,
            weight: one.check.weight,
            run: async (session) => {
              const made = await runCheck(session, one.check, one.ignored, limits, signal)
              // What was cancelled because the scan is to end is no fault of the check.
              if (!signal.aborted || made.status !== 'error') found.set(one, made)
            },
          },
        ]
      : [],
  )
}

/** Every table is counted once: how many rows were looked at. */
function countsOf(planned: readonly PlannedCheck[], rows: Map<string, number>): WeighedTask[] {
  const tables = new Map(
    planned.flatMap((one) =>
      one.kind === 'query' && one.check.subject.table !== null
        ? [[one.check.subject.table, one.check.weight] as const]
        : [],
    ),
  )
  return [...tables].map(([table, weight]) => ({
    name: table,
    weight: weight / 2,
    run: async (session) => {
      const outcome = await inSavepoint(
        session,
        async () => await session.query<{ readonly count: number }>(`SELECT count(*) FROM ${table}`),
      )
      // What cannot be counted in time is not known: the checks stand all the same.
      if ('answer' in outcome) rows.set(table, outcome.answer.rows[0]?.count ?? 0)
    },
  }))
}

function resultOf(planned: PlannedCheck, found: Found | undefined, rows: RowCounts): CheckResult {
  const { facts } = planned
  if (planned.kind === 'answered') return described(facts, planned.found, planned.looked)
  if (planned.kind !== 'query') return described(facts, notMade(facts, planned.kind, planned.reason), null)
  const { fix, subject } = planned.check
  const made = found ?? notMade(facts, 'skipped', say('The scan ended before it.'))
  return {
    ...described(facts, made, rows.get(subject.table ?? '') ?? null),
    table: subject.table,
    fix: fix === null ? facts.advice : describeFix(fix),
  }
}

function describeFix({ describe, needsFlag }: PreparedFix): string {
  return needsFlag === null ? describe : say('{@repair} That takes {flag}.', { repair: describe, flag: needsFlag })
}

/** What came with the catalog is not limited yet. */
function shortened(check: CheckResult, { samples, keys }: CheckLimits): CheckResult {
  return {
    ...check,
    samples: check.samples.slice(0, samples),
    keys: check.keys?.slice(0, keys) ?? null,
    keysComplete: check.keysComplete && (check.keys?.length ?? 0) <= keys,
  }
}

function notMade(facts: DescribedCheck, status: 'skipped' | 'error', reason: string): Found {
  return { ...nothing(facts), status, reason, durationMs: 0, sql: null }
}

function described(facts: DescribedCheck, found: Found, rows: number | null): CheckResult {
  const { id, category, title, advice, explanation, docs } = facts
  return {
    id,
    category,
    title,
    ...found,
    rows: isMade(found) ? rows : null,
    table: null,
    fixable: found.fixableRows > 0,
    fix: advice,
    explanation,
    docs,
  }
}
