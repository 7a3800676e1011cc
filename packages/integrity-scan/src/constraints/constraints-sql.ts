import { plural } from '@m4sh/tools-core/reporting'
import type { Key } from '../result.ts'
import { labelOf, type SchemaTable } from '../schema/database-schema.ts'
import type { References } from '../schema/find-references.ts'
import { referenceGuard } from '../schema/reference-guard.ts'
import { unenforcedFacts } from '../schema/unenforced-check.ts'
import type { PreparedGuard } from './guard.ts'
import { guardStatements } from './guard-statements.ts'

/** What a check has found, and what would stop it. */
export interface GuardedFinding {
  readonly id: string
  readonly title: string
  /** Broken rows, ignored ones too: they stand in the way of a constraint all the same. `null` where rows were not looked at. */
  readonly count: number | null
  readonly guards: readonly PreparedGuard[]
}

export interface ConstraintsFacts {
  /** For people: `m4sh@db.example.org:5432/m4sh`. */
  readonly database: string
  /** ISO 8601; `null` if it is not known. */
  readonly takenAt: string | null
}

/**
 * Of each column that points to a table without a foreign key.
 * @param keys of those that are reported, as the check has them
 */
export function unenforcedFindings(
  { found }: Pick<References, 'found'>,
  keys: readonly Key[],
): readonly GuardedFinding[] {
  const reported = found.filter(({ from }) => keys.includes(labelOf(from)))
  return reported.map((reference) => ({
    id: unenforcedFacts.id,
    title: `${labelOf(reference.from)} points to ${labelOf(reference.to)}: ${reference.state}`,
    count: null,
    guards: [referenceGuard(reference)],
  }))
}

/**
 * Writes the statements that would stop what a scan has found from coming back, with what must be known before they are
 * run. What several checks need is written once.
 * @param tables all tables that there are, with their foreign keys
 */
export function constraintsSql(
  findings: readonly GuardedFinding[],
  tables: readonly SchemaTable[],
  facts: ConstraintsFacts,
): string {
  const sections = sectionsOf(findings).map((section) => ({ ...section, ...guardStatements(section.guard, tables) }))
  const made = sections.filter(({ statements }) => statements.length > 0)
  const others = sections.filter(({ statements }) => statements.length === 0)
  const rest =
    others.length === 0 ? [] : [comment(['Of the others, nothing is to be made:']), ...others.map(sectionSql)]
  return [comment(introduction(facts)), ...made.map(sectionSql), ...rest].join('\n')
}

interface Section {
  readonly guard: PreparedGuard
  readonly findings: readonly GuardedFinding[]
}

const unguarded: PreparedGuard = { kind: 'none', because: 'What keeps such rows away is not known to this tool.' }

/** Each guard once, with all that it stops. */
function sectionsOf(findings: readonly GuardedFinding[]): readonly Section[] {
  const sections = new Map<string, Section>()
  for (const finding of findings) {
    for (const guard of finding.guards.length === 0 ? [unguarded] : finding.guards) {
      const identity = guard.kind === 'none' ? finding.id : identityOf(guard)
      sections.set(identity, { guard, findings: [...(sections.get(identity)?.findings ?? []), finding] })
    }
  }
  return [...sections.values()]
}

function identityOf(guard: Exclude<PreparedGuard, { readonly kind: 'none' }>): string {
  const what = guard.kind === 'foreign key' ? [guard.column.name, guard.target.quoted, guard.key.name] : [guard.name]
  return JSON.stringify([guard.kind, guard.table.quoted, ...what])
}

function introduction({ database, takenAt }: ConstraintsFacts): readonly string[] {
  return [
    'What would keep the findings of integrity-scan from coming back.',
    `Of the database ${database}${takenAt === null ? '' : `, as it was at ${takenAt}`}.`,
    '',
    'Run it by psql -f, and not as one transaction: what is built CONCURRENTLY refuses that. It can be run again.',
    'ADD CONSTRAINT … NOT VALID refuses new rows at once, whatever is broken already. VALIDATE and CREATE UNIQUE INDEX',
    'fail as long as rows are broken: repair these first.',
    'Locks: ALTER TABLE … ADD CONSTRAINT takes a moment, but waits for every transaction that uses the table, and whoever',
    "comes later waits behind it: on a busy database, SET lock_timeout = '5s' before it. VALIDATE and CONCURRENTLY read all",
    'rows, and nobody waits for them.',
  ]
}

function sectionSql({ guard, findings, statements, remarks }: Section & ReturnType<typeof guardStatements>): string {
  const note = guard.kind === 'none' ? null : guard.note
  const said = [...findings.flatMap(describe), ...(note === null ? [] : [note]), ...remarks]
  const isGuess = guard.kind === 'foreign key' && guard.isInferred === true
  return [comment(said), ...statements.map((one) => (isGuess ? comment([one]) : `${one}\n`))].join('')
}

function describe({ id, title, count }: GuardedFinding): readonly string[] {
  if (count === null) return [`${id}: ${title}`]
  return [`${id}: ${title}`, `  ${plural(count, 'row')} ${count === 1 ? 'is' : 'are'} broken now.`]
}

/** Names come from the database and may hold anything: no line of them ends the comment. */
function comment(lines: readonly string[]): string {
  const single = lines.flatMap((line) => line.split(/[\n\r]+/))
  return single.map((line) => `${`-- ${line}`.trimEnd()}\n`).join('')
}
