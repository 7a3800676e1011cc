import type { ExtractedCalls } from '../calls/api-call.ts'
import { say } from '../language/phrases.ts'
import type { ContractResult, Finding } from '../result.ts'
import { ERRORS_FAIL, markFailing, type FailOn } from '../rules/fail-on.ts'
import { runRules, type RuleLevels } from '../rules/run-rules.ts'
import type { Contract } from '../spec/operation.ts'
import { applyBaseline, type Baseline } from './baseline.ts'
import type { CallOutcome, EndpointOutcome } from './call-outcome.ts'
import { describePrefixes } from './describe-prefixes.ts'
import { toEndpoint, type Endpoint } from './endpoint.ts'
import { endpointOutcomes } from './endpoint-outcomes.ts'
import { createEndpointIndex } from './endpoint-index.ts'
import { toFixedPrefixes, type FixedPrefixes } from './find-routes.ts'
import { createIgnoreRules, type IgnoreRule, type IgnoreRules } from './ignore-rules.ts'
import type { HasPublicFile } from './own-file.ts'
import { matchCalls, type MatchedCalls } from './match-calls.ts'
import { toCallRows, toOperationRows, type ReadLines } from './result-rows.ts'
import { summarize } from './summarize.ts'
import { versionHint } from './version-hint.ts'

/** How calls are held against endpoints. What is left out is found by itself, or has no effect. */
export interface CompareOptions {
  /** Path that the frontend's own paths lack in front; found by itself if left out. */
  frontendPrefix?: string | null
  /** Path in front of the schema's operations; found by itself if left out. */
  backendPrefix?: string | null
  /** Hosts that are the backend's, beside those of the schemas' servers: the base URL's, for one. With ports. */
  ownHosts?: readonly string[]
  ignore?: readonly IgnoreRule[]
  rules?: RuleLevels
  /** No findings for calls in exported code that nothing uses. */
  skipUncalled?: boolean
  /** What makes a run fail; errors if left out. */
  failOn?: FailOn
  /** Query parameters that every endpoint takes, beside those of {@link ALWAYS_ACCEPTED}. */
  acceptedQuery?: readonly string[]
  baseline?: Baseline | null
  /** For what expires. */
  now: Date
  /** Lines of a frontend's file, for the report; without it rows carry no code. */
  readLines?: ReadLines
  /** What the frontends serve themselves; without it only what is asked for beside the page counts as that. */
  hasPublicFile?: HasPublicFile
}

/** What is compared: schemas that `loadContract` has read with frontends that `extractCalls` has read. */
export interface CompareInput {
  contracts: readonly Contract[]
  frontends: readonly ExtractedCalls[]
  options: CompareOptions
}

/** What a comparison has found. */
export interface Comparison {
  result: ContractResult
  /** What the reader must know to trust the result: odd schemas, rules without use, a missing version. */
  warnings: string[]
}

/** `?format=json` is DRF's own, `_` breaks caches. */
export const ALWAYS_ACCEPTED: readonly string[] = ['format', '_']

/**
 * Compares what frontends ask for with what schemas offer. A call matches if any schema has it; an endpoint is unused if
 * no frontend calls it.
 */
export function compareContract({ contracts, frontends, options }: CompareInput): Comparison {
  const ignore = createIgnoreRules(options.ignore ?? [], options.now)
  const endpoints = toEndpoints(contracts, ignore)
  const fixed = toFixedPrefixes(options.frontendPrefix, options.backendPrefix)
  const index = createEndpointIndex(endpoints)
  const matched = matchCalls({
    contracts,
    frontends,
    index,
    ignore,
    fixed,
    ownHosts: options.ownHosts ?? [],
    hasPublicFile: options.hasPublicFile ?? (() => false),
  })
  const reached = endpointOutcomes(endpoints, matched)
  const findings = findAll(matched, reached, contracts, options)
  const calls = toCallRows(matched.outcomes, options.readLines)
  const operations = toOperationRows(reached)
  const result: ContractResult = {
    ...factsOf(contracts, frontends),
    prefixes: describePrefixes(matched.groups, contracts, fixed, matched.hosts.concluded),
    summary: summarize(calls, operations),
    calls,
    operations,
    findings,
    baseline: null,
  }
  const warnings = [...contracts.flatMap(warningsOf), ...hints(result, matched, endpoints, fixed), ...ignore.warnings()]
  return withBaseline({ result, warnings }, options.baseline ?? null, options)
}

/** What a baseline makes of a comparison: some findings are known, and fail nothing. */
export function withBaseline(
  { result, warnings }: Comparison,
  baseline: Baseline | null,
  { now, failOn = ERRORS_FAIL }: Pick<CompareOptions, 'now' | 'failOn'>,
): Comparison {
  if (baseline === null) return { result: { ...result, findings: markFailing(result.findings, failOn) }, warnings }
  const applied = applyBaseline(result.findings, baseline, now)
  const findings = markFailing(applied.findings, failOn)
  return { result: { ...result, findings, baseline: applied.summary }, warnings: [...warnings, ...applied.warnings] }
}

function toEndpoints(contracts: readonly Contract[], ignore: IgnoreRules): Endpoint[] {
  const all = contracts.flatMap(({ operations }, schema) => operations.map((operation) => ({ operation, schema })))
  return all.map(({ operation, schema }, at) => {
    const chosen = ignore.reasonFor(operation.method, [operation.path])
    const reason = chosen ?? (operation.servesSchema ? say('serves the schema itself') : null)
    return toEndpoint(operation, schema, at, reason)
  })
}

function findAll(
  { outcomes }: MatchedCalls,
  endpoints: readonly EndpointOutcome[],
  contracts: readonly Contract[],
  { rules = {}, acceptedQuery = [], skipUncalled = false }: CompareOptions,
): Finding[] {
  const accepted = [
    ...ALWAYS_ACCEPTED,
    ...acceptedQuery,
    ...contracts.flatMap(({ queryCredentials }) => queryCredentials),
  ]
  const context = { calls: outcomes, endpoints, acceptedQuery: new Set(accepted) }
  return runRules(context, { levels: rules, skipUncalled })
}

function factsOf(
  contracts: readonly Contract[],
  frontends: readonly ExtractedCalls[],
): Pick<ContractResult, 'schema' | 'frontend' | 'schemas' | 'frontends'> {
  const schemas = contracts.map(({ source, file, title, version, openapi, operations }) => ({
    source,
    file,
    title,
    version,
    openapi,
    operations: operations.length,
  }))
  const roots = frontends.map(({ root, files, skipped }) => ({ root, files, skipped }))
  const [schema] = schemas
  const operations = schemas.reduce((sum, one) => sum + one.operations, 0)
  return {
    schema: schema === undefined ? null : { ...schema, operations },
    frontend: roots[0] ?? null,
    schemas,
    frontends: roots,
  }
}

function warningsOf({ source, warnings }: Contract, _: number, { length }: readonly Contract[]): string[] {
  return length > 1 ? warnings.map((warning) => `${source}: ${warning}`) : warnings
}

function hints(
  { summary, frontends }: ContractResult,
  { outcomes }: MatchedCalls,
  endpoints: readonly Endpoint[],
  fixed: FixedPrefixes,
): string[] {
  const hint = versionHint(outcomes, endpoints)
  const withCalls = new Set(outcomes.map(({ frontend }) => frontend))
  const empty = frontends.filter((_, at) => !withCalls.has(at))
  return [
    ...empty.map(({ root, files }) =>
      say('No call was found in {#files} file(s) of {root}: is it the right folder?', { files, root }),
    ),
    ...(summary.matched > 0 || !hasComparable(outcomes) ? [] : [noMatch(summary, fixed)]),
    ...(hint === null ? [] : [hint]),
  ]
}

function hasComparable(outcomes: readonly CallOutcome[]): boolean {
  return outcomes.some(({ status }) => status === 'frontend-only')
}

function noMatch(
  { calls, operations: endpoints }: ContractResult['summary'],
  { frontend, backend }: FixedPrefixes,
): string {
  const counts = { calls, endpoints }
  return frontend !== null || backend !== null
    ? say(
        "None of {#calls} call(s) reaches any of {#endpoints} endpoint(s): is it the schema of this frontend's backend? Prefixes were given; without --frontend-prefix and --backend-prefix they are looked for.",
        counts,
      )
    : say(
        "None of {#calls} call(s) reaches any of {#endpoints} endpoint(s): is it the schema of this frontend's backend? A prefix that could not be found is set by --frontend-prefix and --backend-prefix.",
        counts,
      )
}
