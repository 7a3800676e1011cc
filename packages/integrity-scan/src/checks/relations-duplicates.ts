import { sql } from 'kysely'
import { type CheckInput, defineCheck } from './check.ts'
import type { RowsToFix } from './fix.ts'
import { statusOf } from './status-of.ts'

type Input = CheckInput<{ relations: readonly ['status']; lessons: readonly [] }>

export const relationsDuplicates = defineCheck({
  id: 'relations.duplicates',
  category: 'Relations',
  severities: ['critical'],
  title: 'The same tutor and student have another relation that is not archived',
  explanation:
    'Whoever looks for the relation of the two finds one or the other, and what is done to one is not seen in the other.',
  advice: 'Decide which one stays, and archive the others.',
  table: 'relations',
  needs: { relations: ['status'], lessons: [] },
  shows: ['tutor', 'student', 'status', 'start', 'end'],
  find: ({ db, tables: { relations } }) =>
    db
      .selectFrom(relations.as('r'))
      .innerJoin(duplicatePairs(db, relations).as('pair'), (join) =>
        join.onRef('pair.tutor', '=', 'r.tutor').onRef('pair.student', '=', 'r.student'),
      )
      .select('r.id as key')
      .where(statusOf('r'), 'is distinct from', 'archived'),
  guards: [
    {
      kind: 'unique',
      name: 'one_relation_of_a_pair',
      columns: (column) => [column('tutor'), column('student')],
      where: (column) => sql`${column('status')} IS DISTINCT FROM 'archived'`,
    },
  ],
  fix: {
    describe:
      'The one in whose time most lessons of the two lie stays, then the oldest active one; the others become archived.',
    action: (input) => ({
      change: { kind: 'set', column: 'status', value: { text: 'archived' } },
      done: 'archived',
      mendsOthers: true,
      rows: allButTheBest(input),
      dependsOn: [{ table: 'relations', pairs: theOthers(input) }],
    }),
  },
})

/** Whose relations are to be told apart; what is compared with NULL is nobody's. */
function duplicatePairs(db: Input['db'], relations: Input['tables']['relations']) {
  return db
    .selectFrom(relations.as('twin'))
    .select(['twin.tutor', 'twin.student'])
    .where(statusOf('twin'), 'is distinct from', 'archived')
    .groupBy(['twin.tutor', 'twin.student'])
    .having(sql<number>`count(*)`, '>', 1)
}

/** Of each relation those because of which it is one too many. */
function theOthers({ db, tables: { relations } }: Input) {
  return db
    .selectFrom(relations.as('r'))
    .innerJoin(relations.as('other'), (join) =>
      join
        .onRef('other.tutor', '=', 'r.tutor')
        .onRef('other.student', '=', 'r.student')
        .onRef('other.id', '<>', 'r.id'),
    )
    .select(['other.id as key', 'r.id as of'])
    .where(statusOf('other'), 'is distinct from', 'archived')
}

/** Of each pair all but one. A lesson lies in the time of a relation that has begun, and not ended, when it starts. */
function allButTheBest({ db, tables: { relations, lessons }, has }: Input): RowsToFix {
  const within = sql`l.tutor = r.tutor AND l.student = r.student ${
    has('lessons', 'start') && has('relations', 'start') ? sql`AND (l.start >= r.start OR r.start IS NULL)` : sql``
  } ${has('lessons', 'start') && has('relations', 'end') ? sql`AND (l.start <= r."end" OR r."end" IS NULL)` : sql``}`
  const age = has('relations', 'createdAt') ? sql`min(r."createdAt"),` : sql``
  // Few pairs are duplicates: only their lessons are counted.
  const ranked = sql<{ id: unknown; place: number }>`(
    SELECT r.id, row_number() OVER (
      PARTITION BY r.tutor, r.student ORDER BY count(l.id) DESC, ${statusOf('r')} = 'active' DESC, ${age} r.id
    ) AS place
    FROM ${relations.as('r')}
    JOIN ${duplicatePairs(db, relations)} AS pair ON pair.tutor = r.tutor AND pair.student = r.student
    LEFT JOIN ${lessons.as('l')} ON ${within}
    WHERE ${statusOf('r')} IS DISTINCT FROM 'archived'
    GROUP BY r.id, r.tutor, r.student, r.status
  )`
  return db.selectFrom(ranked.as('ranked')).select('ranked.id as key').where('ranked.place', '>', 1)
}
