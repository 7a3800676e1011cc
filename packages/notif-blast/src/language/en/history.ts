import { plural } from '@m4sh/tools-core/language'

/** Of runs beside each other: what was done, and the figures that are followed. */
export const history = {
  subject: {
    write: (rows: number, users: number) => `${plural(rows, 'row')} for ${plural(users, 'user')}`,
    clear: (users: number) => `rows of ${plural(users, 'user')} taken away`,
    undo: 'rows of a run taken away',
  },
  target: (database: string, isPushed: boolean) => `${database}${isPushed ? ', with push' : ''}`,
  dryRun: (subject: string) => `${subject} (dry run)`,
  rowsPerSecond: 'Rows a second',
  rows: 'rows',
  batches: 'Batches',
  batch: (percentile: string) => `batch ${percentile}`,
  faults: 'What went wrong',
  missing: 'missing',
  lostPushes: 'lost pushes',
  errors: 'errors',
  pushes: 'Push',
  push: (percentile: string) => `push ${percentile}`,
}
