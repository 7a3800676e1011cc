import type { KnownFacts } from '../checks/check.ts'
import { say } from '../language/phrases.ts'
import type { Ignored } from '../scan/check-statements.ts'
import { sampleRow } from '../samples.ts'
import type { Found } from '../scan/run-check.ts'
import { labelOf, sqlNameOf } from './database-schema.ts'
import type { References } from './find-references.ts'
import type { Reference } from './reference.ts'

export const unenforcedFacts: KnownFacts = {
  id: 'schema.unenforced-foreign-key',
  category: 'Schema',
  severities: ['info'],
  title: 'The column points to a table, and no foreign key sees to it that the row is there',
  explanation:
    'Whoever removes a row leaves behind what points to it. A constraint that is NOT VALID refuses new rows of that kind, and says nothing of those that were there before.',
  advice:
    'Add the constraint, or validate it: --emit-constraints writes the statements. A column that points to nothing here is named in "notReferences" of the config file.',
}

/**
 * What the check has found: it asks nothing of its own.
 * @param ignored keys, which are `table.column`
 */
export function unenforcedFound({ found, durationMs }: References, ignored: Ignored): Found {
  const open = found.filter(({ from }) => ignored !== 'all' && !ignored.includes(labelOf(from)))
  return {
    status: open.length === 0 ? 'passed' : 'failed',
    severity: 'info',
    count: open.length,
    bySeverity: { critical: 0, warning: 0, info: open.length },
    ignored: found.length - open.length,
    samples: open.map((reference) =>
      sampleRow({ key: labelOf(reference.from), severity: 'info', row: rowOf(reference) }),
    ),
    fixableRows: 0,
    keys: open.map(({ from }) => labelOf(from)),
    keysComplete: true,
    durationMs,
    reason: null,
    sql: null,
  }
}

function rowOf({ from, to, state, evidence }: Reference): Record<string, unknown> {
  return {
    column: sqlNameOf(from),
    references: sqlNameOf(to),
    state: state === 'no constraint' ? say('no constraint') : state,
    evidence,
  }
}
