import { readFile } from 'node:fs/promises'
import { fileFault, RunError, systemCode, UsageError } from '@m4sh/tools-core/errors'
import type { ExtractedCalls } from './calls/api-call.ts'
import { extractCalls, type ExtractedFrontend } from './calls/extract-calls.ts'
import { namingBase } from './calls/file-names.ts'
import { checkFrontends, readFrontend } from './check-frontends.ts'
import { withDefaults, type CheckConfig, type FullConfig } from './check-config.ts'
import { createCheckDeps, type CheckDeps } from './check-deps.ts'
import { formatBaseline, parseBaseline, renewBaseline, type Baseline } from './match/baseline.ts'
import { compareContract, withBaseline, type CompareOptions, type Comparison } from './match/compare-contract.ts'
import { comparePartly } from './match/partial-comparison.ts'
import { say } from './language/phrases.ts'
import { createPublicFiles } from './public-files.ts'
import { createSourceLines } from './source-lines.ts'
import type { Contract } from './spec/operation.ts'
import { loadContract } from './spec/parse-schema.ts'

/** Where frontends and schemas disagree: `result` as the JSON report has it, and `warnings` in whole sentences. */
export interface CheckResult extends Comparison {
  /** Text for the baseline file, where it was asked to be written anew. */
  newBaseline: string | null
  /** True where the signal ended it before everything was read: the result holds what was done so far. */
  interrupted: boolean
}

/**
 * Reads frontends and schemas and says where they disagree: `await checkContract({ frontends: ['src'], schemas: ['openapi.yaml'] })`.
 * Reads files and asks the network; writes nothing but the cache. Stopped by the signal, it gives what was done so far.
 * @param deps replace parts of the outside world
 * @throws {UsageError} for a frontend, schema file or baseline that is not there or cannot be used ({@link BaselineError})
 * @throws {SchemaError} for a schema that cannot be had
 * @throws {RunError} where no frontend has a call
 */
export async function checkContract(
  config: CheckConfig,
  deps: Partial<CheckDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CheckResult> {
  const full = withDefaults(config)
  return await check(full, { ...createCheckDeps(full), ...deps }, signal)
}

async function check(config: FullConfig, deps: CheckDeps, signal: AbortSignal): Promise<CheckResult> {
  // What is wrong with the command line is said before anything is fetched.
  await checkFrontends(config.frontends)
  const baseline = await readBaseline(config)
  const { contracts, frontends, interrupted } = await readAll(config, deps, signal)
  const options = optionsOf(config, frontends, deps.now())
  if (interrupted) {
    const partly = comparePartly({ contracts, frontends, options: { ...options, baseline } })
    return { ...partly, newBaseline: null, interrupted }
  }
  if (!config.allowEmpty) requireCalls(frontends)
  const endpoints = contracts.reduce((sum, { operations }) => sum + operations.length, 0)
  deps.onProgress?.(`${soFar(frontends)}comparing with ${endpoints} endpoint(s)`)
  if (config.baseline === null || !config.updateBaseline) {
    const comparison = compareContract({ contracts, frontends, options: { ...options, baseline } })
    return { ...withGlobWarnings(comparison, frontends), newBaseline: null, interrupted }
  }
  const comparison = compareContract({ contracts, frontends, options })
  const renewed = renewBaseline(comparison.result, baseline ?? { file: config.baseline, entries: [] }, options.now)
  const renewedComparison = withBaseline(comparison, renewed, options)
  return { ...withGlobWarnings(renewedComparison, frontends), newBaseline: formatBaseline(renewed), interrupted }
}

/** A slip in a glob leaves everything as it was, and nothing else would say so. */
function withGlobWarnings(comparison: Comparison, frontends: readonly ExtractedFrontend[]): Comparison {
  const roots = frontends.map(({ root }) => root).join(', ')
  const included = unmatchedOf(frontends, 'include').map((glob) =>
    say(
      '--include {glob} names no source file of {roots}: globs count from there, or are written as reports name files.',
      { glob, roots },
    ),
  )
  const excluded = unmatchedOf(frontends, 'exclude').map((glob) =>
    say(
      '--exclude {glob} leaves nothing out of {roots}: globs count from there, or are written as reports name files.',
      { glob, roots },
    ),
  )
  return { ...comparison, warnings: [...comparison.warnings, ...included, ...excluded] }
}

/** With several frontends, what names files of one of them is right. */
function unmatchedOf(frontends: readonly ExtractedFrontend[], flag: 'include' | 'exclude'): string[] {
  const [first, ...others] = frontends.map(({ unmatched }) => unmatched[flag])
  return (first ?? []).filter((glob) => others.every((unmatched) => unmatched.includes(glob)))
}

function optionsOf(config: FullConfig, frontends: readonly ExtractedCalls[], now: Date): CompareOptions {
  return {
    frontendPrefix: config.frontendPrefix,
    backendPrefix: config.backendPrefix,
    ownHosts: [new URL(config.baseUrl).host],
    ignore: config.ignore,
    rules: config.rules,
    skipUncalled: config.skipUncalled,
    failOn: config.failOn,
    acceptedQuery: config.acceptedQuery,
    now,
    hasPublicFile: createPublicFiles(frontends.map(({ root }) => root)),
    readLines: createSourceLines(frontends.map(({ root }) => namingBase(root))),
  }
}

/** Nothing held against a schema agrees with it, but is no agreement. */
function requireCalls(frontends: readonly ExtractedCalls[]): void {
  if (frontends.some(({ calls }) => calls.length > 0)) return
  const files = frontends.reduce((sum, frontend) => sum + frontend.files, 0)
  throw new RunError(`No call was found in ${files} file(s) of ${frontends.map(({ root }) => root).join(', ')}.`, {
    hint: 'Is it the right folder (--frontend-path)? Where it really sends nothing, --allow-empty says so.',
  })
}

async function readBaseline({ baseline, updateBaseline }: FullConfig): Promise<Baseline | null> {
  if (baseline === null) return null
  let text: string
  try {
    text = await readFile(baseline, 'utf8')
  } catch (error) {
    // One that is about to be written need not be there yet; one that cannot be read must not be written over.
    const isMissing = systemCode(error) === 'ENOENT'
    if (updateBaseline && isMissing) return null
    throw new UsageError(`The baseline ${baseline} cannot be read: ${fileFault(error)}.`, {
      hint: `${isMissing ? 'Write it with --update-baseline, or name' : 'Name'} another file with --baseline.`,
      cause: error,
    })
  }
  return parseBaseline(text, baseline)
}

interface ReadSoFar {
  contracts: Contract[]
  frontends: ExtractedFrontend[]
  interrupted: boolean
}

/** Schemas first, so that no call is ever judged by half of them. */
async function readAll(config: FullConfig, deps: CheckDeps, signal: AbortSignal): Promise<ReadSoFar> {
  const contracts: Contract[] = []
  const frontends: ExtractedFrontend[] = []
  try {
    await loadContracts(config, deps, signal, contracts)
    await extractAll(config, deps, signal, frontends)
  } catch (error) {
    if (!signal.aborted) throw error
    return { contracts, frontends, interrupted: true }
  }
  return { contracts, frontends, interrupted: false }
}

async function loadContracts(
  { schemas, baseUrl, timeoutMs }: FullConfig,
  deps: CheckDeps,
  signal: AbortSignal,
  contracts: Contract[],
): Promise<void> {
  for (const { source, folder } of schemas) {
    signal.throwIfAborted()
    deps.onProgress?.(`reading the schema ${deps.redactUrl(source)}`)
    contracts.push(await loadContract(source, { ...deps, cwd: folder, baseUrl, timeoutMs, signal }))
  }
}

async function extractAll(
  config: FullConfig,
  deps: CheckDeps,
  signal: AbortSignal,
  all: ExtractedFrontend[],
): Promise<void> {
  const { include, exclude, cwd, cacheFolder } = config
  for (const root of config.frontends) {
    signal.throwIfAborted()
    deps.onProgress?.(`${soFar(all)}reading the frontend ${root}`)
    const cache = cacheFolder === null ? null : { folder: cacheFolder, version: deps.version }
    const onProgress = (read: number, files: number): void =>
      deps.onProgress?.(`${soFar(all)}${read} of ${files} file(s) of ${root} read`)
    const found = await readFrontend(root, () =>
      extractCalls({ root, include, exclude, cwd, cache, onProgress, signal }),
    )
    if (found.files === 0)
      throw new UsageError(`No source file was found in ${root}.`, {
        hint: '--frontend-path names the folder of the sources (.js .ts .vue .svelte …); --include brings back what is left out by default.',
      })
    all.push(found)
  }
}

/** Counts in front: on a narrow terminal the end is cut off. */
function soFar(frontends: readonly ExtractedCalls[]): string {
  if (frontends.length === 0) return ''
  const files = frontends.reduce((sum, frontend) => sum + frontend.files, 0)
  const calls = frontends.reduce((sum, frontend) => sum + frontend.calls.length, 0)
  return `${files} file(s) read, ${calls} call(s) found; `
}
