import type { PreparedGuard } from '../constraints/guard.ts'
import type { Reference } from './reference.ts'

/** The foreign key that the reference lacks. */
export function referenceGuard({ from, to, evidence, isCertain }: Reference): PreparedGuard {
  const { table, column } = from
  return {
    kind: 'foreign key',
    table,
    column,
    target: to.table,
    key: to.column,
    ...(isCertain
      ? { note: null }
      : {
          note: `It was inferred by ${evidence}. Take the marks of comment away if it does point there.`,
          isInferred: true,
        }),
  }
}
