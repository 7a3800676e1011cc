import { defineCheck } from './check.ts'
import { orphanFix, orphans, withoutReference } from './orphans.ts'

export const snapshotsOrphan = defineCheck({
  id: 'snapshots.orphan',
  category: 'Snapshots',
  severities: ['critical'],
  title: 'The lesson of the board snapshot does not exist',
  explanation: 'Nobody can open the board, and it takes room.',
  advice: 'Remove it together with what refers to it, or bring the lesson back.',
  table: 'snapshots',
  needs: { snapshots: ['lesson'], lessons: [] },
  shows: ['lesson', 'savedAt'],
  find: ({ db, tables: { snapshots, lessons } }) => orphans(db, snapshots, 'lesson', lessons),
  guards: [{ kind: 'foreign key', column: 'lesson', to: 'lessons' }],
  fix: {
    describe: orphanFix,
    action: ({ isNullable }) => withoutReference(isNullable('snapshots', 'lesson'), 'lesson'),
  },
})
