import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { UsageError } from '@m4sh/tools-core/errors'
import { findPlatform, type Platform } from '../catalog/find-platform.ts'
import type { PreparedCheck } from '../checks/prepared-check.ts'
import { docsOf } from '../checks/docs-of.ts'
import { prepareCheck } from '../checks/prepare-check.ts'
import { platformChecks } from '../checks/registry.ts'
import { isOrphanCheck, refuseUnmet, type Selectable, selector } from '../checks/select-checks.ts'
import type { Config } from '../config.ts'
import type { CustomCheck } from '../custom/custom-check.ts'
import { customFacts, prepareCustom } from '../custom/prepare-custom.ts'
import type { IgnoredKeys } from '../ignore/ignore-rule.ts'
import { findReferences, type References } from '../schema/find-references.ts'
import type { Reference } from '../schema/reference.ts'
import { readSchema } from '../schema/read-schema.ts'
import { orphanChecks } from '../schema/orphan-checks.ts'
import { unenforcedFacts, unenforcedFound } from '../schema/unenforced-check.ts'
import type { PlannedCheck } from './planned-check.ts'
import { queryBuilder } from './query-builder.ts'

/** What is going to be made, and what the database was found to be. */
export interface ScanPlan {
  readonly planned: readonly PlannedCheck[]
  /** Those that nobody wants, too: a repair may make none of them worse. Without checks of the config file that nobody wants. */
  readonly all: readonly PlannedCheck[]
  readonly platform: Platform
  /** In the wanted schemas; `null` where nobody asked for them. */
  readonly references: References | null
  /** In all schemas: what keeps rows from being removed. Empty where nothing is repaired. */
  readonly protecting: readonly Reference[]
}

/** All checks that can be named before a database was looked at. */
export function knownChecks(custom: readonly CustomCheck[]): readonly Selectable[] {
  return [...platformChecks, unenforcedFacts, ...custom.map(customFacts)]
}

/**
 * Looks at the catalog and fits the wanted checks to it.
 * @param sessions in transactions that see the same
 * @throws {UsageError} for a selection that means no check; {RunError} for tables that the config file names and that are
 *   not there
 */
export async function planChecks(
  sessions: readonly DatabaseClient[],
  config: Config,
  ignored: IgnoredKeys,
): Promise<ScanPlan> {
  const { selection, custom, mapping, database } = config
  const isWanted = selector(selection, knownChecks(custom))
  const [session, other = session] = sessions
  if (session === undefined || other === undefined) throw new TypeError('there is no session')
  const wantsReferences = wantsSchema(config) || config.constraintsFile !== null || config.fix !== null
  // Each session asks for a part of the catalog; what has come first is worked on meanwhile.
  const [{ platform, checks }, tables] = await Promise.all([
    findPlatform(session, mapping, database.schemas).then((found) => planPlatform(found, config, ignored)),
    wantsReferences ? readSchema(other, namedColumns(config)) : [],
  ])
  const settings = { platform, tables, references: config.references, notReferences: config.notReferences }
  const references = wantsReferences ? await findReferences(session, { ...settings, schemas: database.schemas }) : null
  const everywhere =
    config.fix === null || database.schemas.length === 0
      ? references
      : await findReferences(session, { ...settings, schemas: [] })
  const own: PlannedCheck[] = []
  for (const check of custom.filter((one) => isWanted(customFacts(one))))
    own.push(await planCustom(session, check, ignored))
  const all = [...checks, ...(references === null ? [] : planSchema(references, ignored)), ...own]
  refuseUnmet(
    selection,
    all.map(({ facts }) => facts),
  )
  const planned = all.filter(({ facts }) => isWanted(facts))
  if (planned.length === 0)
    throw new UsageError('No check is left by --only, --skip and --severity.', {
      hint: 'See --list for what each of them leaves.',
    })
  return {
    planned,
    all,
    platform,
    references,
    protecting: config.fix === null ? [] : (everywhere?.found ?? []),
  }
}

/** By the config file; the rest is known by its name. */
function namedColumns({ mapping, references, notReferences }: Config): readonly string[] {
  const mapped = Object.values(mapping).flatMap((table) => Object.values(table?.columns ?? {}))
  const written = [...mapped, ...references.map(({ column }) => column), ...notReferences]
  // The last part of each, as SQL reads it and as it is written.
  return written.flatMap((name) => {
    const last = /("(?:[^"]|"")+"|[^".]+)$/.exec(name)?.[1] ?? name
    return last.startsWith('"') ? [last.slice(1, -1).replaceAll('""', '"')] : [last, last.toLowerCase()]
  })
}

/** The checks of the schema look at every table there is: not where none of them is wanted. */
function wantsSchema({ selection, custom }: Config): boolean {
  const isWanted = selector(selection, knownChecks(custom))
  const some: Selectable = { id: 'schema.orphan.', category: 'Schema', severities: ['warning'] }
  return isWanted(unenforcedFacts) || isWanted(some) || selection.only.some(isOrphanCheck)
}

function planPlatform(platform: Platform, config: Config, ignored: IgnoredKeys) {
  const preparation = { db: queryBuilder, platform, settings: config.checks, fixSettings: config.fixSettings }
  const checks = platformChecks.map((check): PlannedCheck => {
    const prepared = prepareCheck(check, preparation)
    if ('skipped' in prepared)
      return { kind: 'skipped', facts: { ...check, docs: docsOf(check.id) }, reason: prepared.skipped }
    return query(prepared, ignored)
  })
  return { platform, checks }
}

async function planCustom(session: DatabaseClient, check: CustomCheck, ignored: IgnoredKeys): Promise<PlannedCheck> {
  const prepared = await prepareCustom(session, queryBuilder, check)
  if ('error' in prepared) return { kind: 'error', facts: customFacts(check), reason: prepared.error }
  return query(prepared, ignored)
}

function planSchema(references: References, ignored: IgnoredKeys): PlannedCheck[] {
  const orphans = orphanChecks(references, queryBuilder).map((check) => query(check, ignored))
  const { looked } = references
  const facts = { ...unenforcedFacts, docs: docsOf(unenforcedFacts.id) }
  return [
    { kind: 'answered', facts, found: unenforcedFound(references, ignored.get(facts.id) ?? []), looked },
    ...orphans,
  ]
}

function query(check: PreparedCheck, ignored: IgnoredKeys): PlannedCheck {
  return { kind: 'query', facts: check, check, ignored: ignored.get(check.id) ?? [] }
}
