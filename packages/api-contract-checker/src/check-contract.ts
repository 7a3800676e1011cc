import { readFile, stat } from 'node:fs/promises'
import { UsageError } from '@m4sh/tools-core/cli'
import type { ExtractedCalls } from './calls/api-call.ts'
import { extractCalls } from './calls/extract-calls.ts'
import { namingBase } from './calls/source-files.ts'
import type { Config } from './config.ts'
import { BaselineError, formatBaseline, parseBaseline, type Baseline } from './match/baseline.ts'
import { compareContract, type Comparison } from './match/compare-contract.ts'
import { comparePartly } from './match/partial-comparison.ts'
import { createSourceLines } from './source-lines.ts'
import type { Contract } from './spec/operation.ts'
import { messageOf } from './spec/error-message.ts'
import { loadContract } from './spec/parse-schema.ts'
import type { SchemaDeps } from './spec/schema-deps.ts'

/** The outside world of a check. */
export interface CheckDeps extends Omit<SchemaDeps, 'cwd' | 'baseUrl' | 'signal'> {
  now: () => Date
  /** Told what is being done, for whoever waits. */
  onProgress?: (text: string) => void
  /** Part of the key of the cache. */
  version: string
}

export interface CheckResult extends Comparison {
  /** Text for the baseline file, where it was asked to be written anew. */
  newBaseline: string | null
  /** True where the signal ended it before everything was read: the result holds what was done so far. */
  interrupted: boolean
}

export type CheckConfig = Pick<
  Config,
  | 'frontends'
  | 'schemas'
  | 'include'
  | 'exclude'
  | 'baseUrl'
  | 'frontendPrefix'
  | 'backendPrefix'
  | 'skipUncalled'
  | 'ignore'
  | 'rules'
  | 'acceptedQuery'
  | 'baseline'
  | 'updateBaseline'
  | 'cacheFolder'
>

/**
 * Reads frontends and schemas and says where they disagree.
 * Stopped by the signal, it gives what was done so far.
 * @throws {SchemaError} for a schema that cannot be had, {UsageError} for a frontend or baseline that is not there
 */
export async function checkContract(config: CheckConfig, deps: CheckDeps, signal: AbortSignal): Promise<CheckResult> {
  // What is wrong with the command line is said before anything is fetched.
  for (const root of config.frontends) await readFrontend(root, () => stat(root))
  const baseline = await readBaseline(config)
  const { contracts, frontends, interrupted } = await readAll(config, deps, signal)
  const lines = createSourceLines(frontends.map(({ root }) => namingBase(root)))
  const options = {
    frontendPrefix: config.frontendPrefix,
    backendPrefix: config.backendPrefix,
    ownHosts: [new URL(config.baseUrl.origin).host],
    ignore: config.ignore,
    rules: config.rules,
    acceptedQuery: config.acceptedQuery,
    now: deps.now(),
    readLines: lines,
  }
  const compare = interrupted ? comparePartly : compareContract
  const first = compare({ contracts, frontends, options: { ...options, baseline } })
  if (interrupted || !config.updateBaseline || config.baseline === null)
    return { ...withoutUncalled(first, config), newBaseline: null, interrupted }
  const newBaseline = formatBaseline(withoutUncalled(first, config).result, baseline)
  const known = parseBaseline(newBaseline, config.baseline)
  const second = compareContract({ contracts, frontends, options: { ...options, baseline: known } })
  return { ...withoutUncalled(second, config), newBaseline, interrupted }
}

async function readBaseline({ baseline, updateBaseline }: CheckConfig): Promise<Baseline | null> {
  if (baseline === null) return null
  try {
    return parseBaseline(await readFile(baseline, 'utf8'), baseline)
  } catch (error) {
    // A baseline that is about to be written need not be there yet.
    if (updateBaseline) return null
    if (error instanceof BaselineError) throw new UsageError(error.message, { hint: error.hint, cause: error })
    throw new UsageError(`the baseline ${baseline} cannot be read: ${messageOf(error)}`, {
      hint: 'Write it with --update-baseline, or name another file with --baseline.',
      cause: error,
    })
  }
}

interface ReadSoFar {
  contracts: Contract[]
  frontends: ExtractedCalls[]
  interrupted: boolean
}

/** Schemas first, so that no call is ever judged by half of them. */
async function readAll(config: CheckConfig, deps: CheckDeps, signal: AbortSignal): Promise<ReadSoFar> {
  const contracts: Contract[] = []
  const frontends: ExtractedCalls[] = []
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
  { schemas, baseUrl }: CheckConfig,
  deps: CheckDeps,
  signal: AbortSignal,
  contracts: Contract[],
): Promise<void> {
  for (const { source, folder } of schemas) {
    signal.throwIfAborted()
    deps.onProgress?.(`reading the schema ${deps.redactUrl(source)}`)
    contracts.push(await loadContract(source, { ...deps, cwd: folder, baseUrl: baseUrl.root, signal }))
  }
}

async function extractAll(
  config: CheckConfig,
  deps: CheckDeps,
  signal: AbortSignal,
  all: ExtractedCalls[],
): Promise<void> {
  const { include, exclude, cacheFolder } = config
  for (const root of config.frontends) {
    signal.throwIfAborted()
    deps.onProgress?.(`reading the frontend ${root}`)
    const cache =
      cacheFolder === null
        ? null
        : { folder: cacheFolder, version: `${deps.version} ${include.join()} ${exclude.join()}` }
    const found = await readFrontend(root, () => extractCalls({ root, include, exclude, cache, signal }))
    if (found.files === 0)
      throw new UsageError(`no source file was found in ${root}`, {
        hint: '--frontend-path names the folder of the sources (.js .ts .vue .svelte …); --include brings back what is left out by default.',
      })
    all.push(found)
  }
}

async function readFrontend<T>(root: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') throw error
    const reason = code === 'EACCES' ? 'cannot be read' : 'does not exist'
    throw new UsageError(`the frontend ${root} ${reason}`, {
      hint: "Name the folder of the frontend's sources with --frontend-path.",
      cause: error,
    })
  }
}

function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

/** `--skip-uncalled`: the rows stay and say so, but nobody has to mend what nobody uses. */
function withoutUncalled({ result, warnings }: Comparison, { skipUncalled }: CheckConfig): Comparison {
  if (!skipUncalled) return { result, warnings }
  const uncalled = new Set(result.calls.filter((call) => call.uncalled).map(({ id }) => id))
  const findings = result.findings.filter(({ call }) => call === null || !uncalled.has(call))
  return { result: { ...result, findings }, warnings }
}
